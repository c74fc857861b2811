// Run in the folder that holds its node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/got/package.json")).version);
  process.exit();
}
const [method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
const module = await import(load.resolve("got"));
const got = module.default?.default ?? module.default;
await got(url, {
  method,
  headers: named,
  json: body ? JSON.parse(body) : undefined,
  retry: { limit: 0 },
});
