// TARGET METHOD URL HEADERS BODY, in the folder that holds its node_modules; `targets` prints the
// names it knows. A target may end in @ and the system to claim.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/wreq-js/package.json")).version);
  process.exit();
}
const wreq = await import(load.resolve("wreq-js"));
if (process.argv[2] === "targets") {
  console.log(
    wreq
      .getProfiles()
      .filter((name) => /\d/.test(name))
      .join(" "),
  );
  process.exit();
}
const [target, method, url, headers, body] = process.argv.slice(2);
const [browser, os] = target.split("@");
const named = Object.fromEntries(JSON.parse(headers));
if (body) named["content-type"] = "application/json";
const answer = await wreq.fetch(url, {
  method,
  browser,
  ...(os ? { os: os.toLowerCase() } : {}),
  headers: named,
  body: body || undefined,
  insecure: true,
});
await answer.text();
process.exit();
