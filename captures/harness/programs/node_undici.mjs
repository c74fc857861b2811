// Run in the folder that holds its node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/undici/package.json")).version);
  process.exit();
}
const [method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
const { request } = load("undici");
if (body) named["content-type"] = "application/json";
const answer = await request(url, { method, headers: named, body: body || undefined });
console.log(await answer.body.text());
