// URL REQUESTS: opens one HTTP/2 connection and every request at once; each is a list of [name,
// value]. Prints the answers.
import http2 from "node:http2";

const [url, requests] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const session = http2.connect(origin);
const answer = (fields) =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ":path": pathname, ...Object.fromEntries(fields) });
    let text = "";
    stream.setEncoding("utf8").on("data", (part) => (text += part));
    stream.on("end", () => resolve(JSON.parse(text))).on("error", reject);
  });
await new Promise((resolve) => session.once("remoteSettings", resolve));
console.log(JSON.stringify(await Promise.all(JSON.parse(requests).map(answer))));
session.close();
