// URL PROFILE: opens the page under puppeteer and stays until the harness ends it.
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
const { default: puppeteer } = await import(load.resolve("puppeteer-core"));
const [url, profile] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  userDataDir: profile,
  args: ["--no-sandbox", "--disable-quic"],
  acceptInsecureCerts: true,
});
const page = await browser.newPage();
await page.goto(url);
await page.waitForFunction(() => document.title === "Done");
await browser.close();
