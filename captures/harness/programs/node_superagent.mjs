// Run in the folder that holds its node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/superagent/package.json")).version);
  process.exit();
}
const [method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
const superagent = load("superagent");
const request = superagent(method, url).set(named);
await (body ? request.send(JSON.parse(body)) : request);
