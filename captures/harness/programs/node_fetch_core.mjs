if (process.argv[2] === "version") {
  console.log(globalThis.Bun?.version ?? globalThis.Deno?.version.deno ?? process.version);
  process.exit();
}
const [method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
if (body) named["content-type"] = "application/json";
const answer = await fetch(url, { method, headers: named, body: body || undefined });
console.log(await answer.text());
