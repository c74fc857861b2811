// URL PROFILE: opens the page under patchright and stays until the harness ends it.
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
const { chromium } = load("patchright-core");
const [url, profile] = process.argv.slice(2);
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-quic"],
  ignoreHTTPSErrors: true,
});
const page = await browser.newPage();
await page.goto(url);
await page.waitForFunction(() => document.title === "Done");
await browser.close();
