// Browsers under the usual automation tools, as the tools start them by default.

import { createRequire } from "node:module";

import { freePort, program, SANDBOX, start, untilOpen, version } from "./programs.mjs";

const require = createRequire(import.meta.url);
const packaged = (name) => require(`${name}/package.json`).version;
const CHROMIUM = {
  browser: "chromium",
  engine: "blink",
  os: "linux",
  device: "desktop",
  client: "browser",
  spoofing: [],
};

function driven({
  name,
  tool,
  kind,
  truth = {},
  facts = {},
  packages,
  browser = "chromium",
  open,
}) {
  const versions = () => ({
    [browser]: version(BINARIES[browser]),
    ...Object.fromEntries(packages.map((p) => [p, packaged(p)])),
  });
  return {
    name,
    versions,
    truth: { ...CHROMIUM, automation: kind, automation_tool: tool, ...truth },
    facts: { webdriver: true, engine: "v8", ...facts },
    open,
  };
}
const BINARIES = { chromium: "chromium", firefox: "firefox-esr", webkitgtk: "MiniBrowser" };

async function puppeteer(url, launch, options = {}) {
  const browser = await launch.launch({
    executablePath: program("chromium"),
    args: SANDBOX,
    ...options,
  });
  const page = await browser.newPage();
  await page.goto(url);
  return () => browser.close();
}

async function playwright(url, name, context = {}, options = {}) {
  const { chromium } = await import(name);
  const browser = await chromium.launch({
    executablePath: program("chromium"),
    args: SANDBOX,
    ...options,
  });
  const page = await (await browser.newContext(context)).newPage();
  await page.goto(url);
  return () => browser.close();
}

async function selenium(url, flags, excluded) {
  const { Builder } = await import("selenium-webdriver");
  const chrome = await import("selenium-webdriver/chrome.js");
  const options = new chrome.Options()
    .addArguments("--headless=new", ...SANDBOX, ...flags)
    .setChromeBinaryPath(program("chromium"));
  if (excluded.length > 0) options.excludeSwitches(...excluded);
  const driver = await new Builder()
    .forBrowser("chrome")
    .setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder(program("chromedriver")))
    .build();
  await driver.get(url);
  return () => driver.quit();
}

async function webkit(url) {
  const { Builder, Capabilities } = await import("selenium-webdriver");
  const port = await freePort();
  const stop = start([program("WebKitWebDriver"), `--port=${port}`], {
    window: true,
    environment: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
  });
  await untilOpen(port);
  const options = { binary: program("MiniBrowser"), args: ["--automation"] };
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": options,
  });
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(capabilities)
    .build();
  await driver.get(url);
  return async () => {
    await driver.quit();
    await stop();
  };
}

export const DRIVEN = [
  driven({
    name: "puppeteer",
    tool: "puppeteer",
    kind: "cdp_driver",
    packages: ["puppeteer-core"],
    open: async (url) => puppeteer(url, (await import("puppeteer-core")).default),
  }),
  driven({
    name: "puppeteer-firefox",
    tool: "puppeteer",
    kind: "webdriver",
    packages: ["puppeteer-core"],
    browser: "firefox",
    truth: { browser: "firefox", engine: "gecko" },
    facts: { engine: "gecko" },
    open: async (url) =>
      puppeteer(url, (await import("puppeteer-core")).default, {
        browser: "firefox",
        executablePath: program("firefox-esr"),
        args: [],
      }),
  }),
  driven({
    name: "puppeteer-stealth",
    tool: "puppeteer",
    kind: "stealth_framework",
    packages: ["puppeteer-core", "puppeteer-extra", "puppeteer-extra-plugin-stealth"],
    truth: { spoofing: ["os", "worker_contradicts_main"] },
    facts: { webdriver: false },
    async open(url) {
      const { addExtra } = await import("puppeteer-extra");
      const { default: stealth } = await import("puppeteer-extra-plugin-stealth");
      return puppeteer(url, addExtra((await import("puppeteer-core")).default).use(stealth()));
    },
  }),
  driven({
    name: "playwright",
    tool: "playwright",
    kind: "cdp_driver",
    packages: ["playwright-core"],
    open: (url) => playwright(url, "playwright-core"),
  }),
  driven({
    name: "playwright-as-pixel",
    tool: "playwright",
    kind: "cdp_driver",
    packages: ["playwright-core"],
    truth: { spoofing: ["user_agent_version", "os", "device"] },
    open: async (url) =>
      playwright(url, "playwright-core", (await import("playwright-core")).devices["Pixel 7"]),
  }),
  driven({
    name: "playwright-as-iphone",
    tool: "playwright",
    kind: "cdp_driver",
    packages: ["playwright-core"],
    truth: { spoofing: ["user_agent_browser", "os", "device"] },
    open: async (url) =>
      playwright(url, "playwright-core", (await import("playwright-core")).devices["iPhone 15"]),
  }),
  driven({
    name: "patchright",
    tool: "patchright",
    kind: "stealth_framework",
    packages: ["patchright-core"],
    facts: { webdriver: false },
    open: (url) => playwright(url, "patchright-core"),
  }),
  driven({
    name: "selenium",
    tool: "selenium",
    kind: "webdriver",
    packages: ["selenium-webdriver"],
    open: (url) => selenium(url, [], []),
  }),
  driven({
    name: "selenium-hiding",
    tool: "selenium",
    kind: "webdriver",
    packages: ["selenium-webdriver"],
    facts: { webdriver: false },
    open: (url) =>
      selenium(url, ["--disable-blink-features=AutomationControlled"], ["enable-automation"]),
  }),
  driven({
    name: "webkit-webdriver",
    tool: "selenium",
    kind: "webdriver",
    packages: ["selenium-webdriver"],
    browser: "webkitgtk",
    truth: { browser: "webkit", engine: "webkit" },
    facts: { engine: "webkit" },
    open: webkit,
  }),
];
