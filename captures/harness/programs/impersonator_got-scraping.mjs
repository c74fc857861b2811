// TARGET METHOD URL HEADERS BODY, in the folder that holds its node_modules: Node's TLS with a
// browser's ciphers, and headers by lot out of what real browsers sent.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/got-scraping/package.json")).version);
  process.exit();
}
if (process.argv[2] === "targets") {
  console.log(
    "chrome@windows chrome@linux chrome@android edge@windows firefox@windows firefox@linux safari@macos safari@ios",
  );
  process.exit();
}
const [target, method, url, headers, body] = process.argv.slice(2);
const [name, system] = target.split("@");
const { gotScraping } = await import(pathToFileURL("node_modules/got-scraping/dist/index.js"));
await gotScraping({
  url,
  method,
  headers: Object.fromEntries(JSON.parse(headers)),
  json: body ? JSON.parse(body) : undefined,
  retry: { limit: 0 },
  headerGeneratorOptions: {
    browsers: [name],
    operatingSystems: [system],
    devices: [system === "android" || system === "ios" ? "mobile" : "desktop"],
  },
});
