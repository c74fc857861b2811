// TARGET METHOD URL HEADERS BODY, in the folder that holds its node_modules; `targets` prints the
// names below: JA3, as its users pass it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
const CHROME = "4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53";
const FIREFOX =
  "4865-4867-4866-49195-49199-52393-52392-49196-49200-49162-49161-49171-49172-156-157-47-53";
// The first is that of its own documentation; the others are those of the browsers of that time.
const TARGETS = {
  firefox_87:
    "771,4865-4867-4866-49195-49199-52393-52392-49196-49200-49162-49161-49171-49172-51-57-47-53-10,0-23-65281-10-11-35-16-5-51-43-13-45-28-21,29-23-24-25-256-257,0",
  chrome_103: `771,${CHROME},0-23-65281-10-11-35-16-5-13-18-51-45-43-27-17513-21,29-23-24,0`,
  chrome_123: `771,${CHROME},45-51-13-0-65037-23-43-65281-11-5-18-16-35-27-17513-10,25497-29-23-24,0`,
  chrome_136: `771,${CHROME},45-10-23-35-27-16-18-13-17613-65037-11-51-65281-5-0-43,4588-29-23-24,0`,
  firefox_120: `771,${FIREFOX},0-23-65281-10-11-35-16-5-34-51-43-13-45-28-65037,29-23-24-25-256-257,0`,
  safari_16:
    "771,4865-4866-4867-49196-49195-52393-49200-49199-52392-49162-49161-49172-49171-157-156-53-47-49160-49170-10,0-23-65281-10-11-16-5-13-18-51-45-43-27-21,29-23-24-25,0",
};
if (process.argv[2] === "version") {
  console.log(JSON.parse(readFileSync("node_modules/cycletls/package.json")).version);
  process.exit();
}
if (process.argv[2] === "targets") {
  console.log(Object.keys(TARGETS).join(" "));
  process.exit();
}
const [target, method, url, headers, body] = process.argv.slice(2);
const named = Object.fromEntries(JSON.parse(headers));
const { "user-agent": userAgent, ...rest } = named;
if (body) rest["content-type"] = "application/json";
const module = load("cycletls");
const cycle = await (module.default ?? module)({ port: 20000 + (process.pid % 20000) });
const dressed = userAgent ? { userAgent, headerOrder: Object.keys(named) } : {};
const answer = await cycle(
  url,
  { ja3: TARGETS[target], headers: rest, body, insecureSkipVerify: true, ...dressed },
  method.toLowerCase(),
);
await answer.text();
await cycle.exit();
process.exit();
