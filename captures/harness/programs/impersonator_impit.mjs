// TARGET METHOD URL HEADERS BODY, in the folder that holds its node_modules; `targets` reads the
// names from its types.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/impit/package.json")).version);
  process.exit();
}
if (process.argv[2] === "targets") {
  const types = readFileSync("node_modules/impit/index.d.ts", "utf8");
  console.log(
    types
      .match(/type Browser =([^;]*);/)[1]
      .match(/[a-z]+\d*(?=')/g)
      .join(" "),
  );
  process.exit();
}
const { Impit } = load("impit");
const [target, method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
if (body) named["content-type"] = "application/json";
// It brings its own roots and takes no others.
const client = new Impit({ browser: target, ignoreTlsErrors: true });
const answer = await client.fetch(url, { method, headers: named, body: body || undefined });
await answer.text();
