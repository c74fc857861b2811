// URL PROFILE: opens the page under selenium and chromedriver.
import { createRequire } from "node:module";

const load = createRequire(`${process.cwd()}/`);
const { Builder, until } = load("selenium-webdriver");
const chrome = load("selenium-webdriver/chrome");
const [url, profile] = process.argv.slice(2);
const options = new chrome.Options().setChromeBinaryPath("/usr/bin/chromium");
options
  .addArguments("--headless=new", "--no-sandbox", "--disable-quic", `--user-data-dir=${profile}`)
  .setAcceptInsecureCerts(true);
const service = new chrome.ServiceBuilder("/usr/bin/chromedriver");
const driver = await new Builder()
  .forBrowser("chrome")
  .setChromeOptions(options)
  .setChromeService(service)
  .build();
await driver.get(url);
await driver.wait(until.titleIs("Done"), 15000);
await driver.quit();
