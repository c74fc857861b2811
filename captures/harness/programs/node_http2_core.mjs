import http2 from "node:http2";

if (process.argv[2] === "version") {
  console.log(process.version);
  process.exit();
}
const [method, url, headers, body] = process.argv.slice(2);
const named = { ":method": method, ":path": new URL(url).pathname };
for (const [name, value] of JSON.parse(headers)) named[name.toLowerCase()] = value;
if (body) named["content-type"] = "application/json";
const session = http2.connect(new URL(url).origin);
const stream = session.request(named);
stream.pipe(process.stdout);
stream.on("end", () => session.close());
stream.end(body || undefined);
