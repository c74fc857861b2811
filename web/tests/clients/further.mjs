// More sessions for the comparison of detectors: the usual automation tools with the options that
// people use to avoid detection, and plain windows in many configurations.

import { writeFileSync } from "node:fs";
import path from "node:path";

import { display, folder, freePort, program, SANDBOX, start, untilOpen } from "./programs.mjs";

/** The Chromium option that guides to avoiding detection recommend. */
const HIDING = ["--disable-blink-features=AutomationControlled"];
const ANNOUNCING = "--enable-automation";
const LINUX_CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/156.0.0.0 Safari/537.36";

/** Runs a tool, with a display of its own where it is to open a window. */
async function onDisplay(window, run) {
  if (!window) return run({});
  const screen = await display();
  try {
    const close = await run({ ...process.env, DISPLAY: screen.name });
    return async () => {
      await close();
      await screen.end();
    };
  } catch (error) {
    await screen.end();
    throw error;
  }
}

const environmentOf = (environment) =>
  Object.keys(environment).length > 0 ? { env: environment } : {};

/** `prepare(page)` runs before the page is opened. */
function puppeteer(
  name,
  {
    module = "puppeteer-core",
    window = false,
    hiding = false,
    stealth = false,
    browser,
    prepare = () => {},
  } = {},
) {
  const open = (url) =>
    onDisplay(window, async (environment) => {
      let { default: launcher } = await import(module);
      if (stealth) {
        const { addExtra } = await import("puppeteer-extra");
        const { default: plugin } = await import("puppeteer-extra-plugin-stealth");
        launcher = addExtra(launcher).use(plugin());
      }
      const chromium = {
        executablePath: program("chromium"),
        args: [...SANDBOX, ...(hiding ? HIDING : [])],
        ...(hiding && { ignoreDefaultArgs: [ANNOUNCING] }),
      };
      const firefox = { browser, executablePath: program("firefox-esr") };
      const running = await launcher.launch({
        headless: !window,
        ...(browser ? firefox : chromium),
        ...environmentOf(environment),
      });
      const page = await running.newPage();
      await prepare(page);
      await page.goto(url);
      return () => running.close();
    });
  return { name, tool: "puppeteer", stealth: stealth || module.startsWith("rebrowser"), open };
}

function playwright(
  name,
  {
    module = "playwright-core",
    tool = "playwright",
    window = false,
    hiding = false,
    persistent = false,
    context = {},
    device,
  } = {},
) {
  const open = (url) =>
    onDisplay(window, async (environment) => {
      const { chromium, devices } = await import(module);
      const settings = { ...(device ? devices[device] : {}), ...context };
      const launch = {
        executablePath: program("chromium"),
        headless: !window,
        args: [...SANDBOX, ...(hiding ? HIDING : [])],
        ...(hiding && { ignoreDefaultArgs: [ANNOUNCING] }),
        ...environmentOf(environment),
      };
      const profile = persistent ? folder() : undefined;
      const running = persistent
        ? await chromium.launchPersistentContext(profile.place, { ...launch, ...settings })
        : await chromium.launch(launch);
      const page = await (persistent ? running : await running.newContext(settings)).newPage();
      await page.goto(url);
      return async () => {
        await running.close();
        profile?.remove();
      };
    });
  return { name, tool, stealth: tool === "patchright" || module.startsWith("rebrowser"), open };
}

function selenium(name, { window = false, hiding = false, flags = [], bidi = false } = {}) {
  const open = (url) =>
    onDisplay(window, async (environment) => {
      const { Builder } = await import("selenium-webdriver");
      const chrome = await import("selenium-webdriver/chrome.js");
      const options = new chrome.Options()
        .addArguments(
          ...(window ? [] : ["--headless=new"]),
          ...SANDBOX,
          ...flags,
          ...(hiding ? HIDING : []),
        )
        .setChromeBinaryPath(program("chromium"));
      if (hiding) options.excludeSwitches("enable-automation");
      if (bidi) options.enableBidi();
      const service = new chrome.ServiceBuilder(program("chromedriver"));
      if (window) service.setEnvironment(environment);
      const driver = await new Builder()
        .forBrowser("chrome")
        .setChromeOptions(options)
        .setChromeService(service)
        .build();
      await driver.get(url);
      return () => driver.quit();
    });
  return { name, tool: "selenium", open };
}

/** A Chromium that was started by hand and is automated through its debugging port. */
function attached(name, tool, attach, window) {
  const open = (url) =>
    onDisplay(window, async (environment) => {
      const profile = folder();
      const port = await freePort();
      const command = [
        program("chromium"),
        ...SANDBOX,
        ...(window ? [] : ["--headless=new", `--user-agent=${LINUX_CHROME}`]),
        "--no-first-run",
        `--remote-debugging-port=${port}`,
        `--user-data-dir=${profile.place}`,
        "about:blank",
      ];
      const stop = start(command, { environment, clean: profile.remove });
      await untilOpen(port);
      const leave = await attach(`http://127.0.0.1:${port}`, url);
      return async () => {
        await leave();
        await stop();
      };
    });
  return { name, tool, open };
}

async function byPuppeteer(endpoint, url) {
  const { default: launcher } = await import("puppeteer-core");
  const running = await launcher.connect({ browserURL: endpoint, defaultViewport: null });
  await (await running.newPage()).goto(url);
  return () => running.disconnect();
}

async function byPlaywright(endpoint, url) {
  const { chromium } = await import("playwright-core");
  const running = await chromium.connectOverCDP(endpoint);
  await (await running.contexts()[0].newPage()).goto(url);
  return () => running.close();
}

const unnamed = (page) => page.setUserAgent(LINUX_CHROME);

async function asPhone(page) {
  const { KnownDevices } = await import("puppeteer-core");
  await page.emulate(KnownDevices["iPhone 15"]);
}

export const DRIVEN = [
  puppeteer("puppeteer-in-a-window", { window: true }),
  puppeteer("puppeteer-without-its-name", { prepare: unnamed }),
  puppeteer("puppeteer-hiding", { hiding: true, prepare: unnamed }),
  puppeteer("puppeteer-hiding-in-a-window", { window: true, hiding: true }),
  puppeteer("puppeteer-as-an-iphone", { hiding: true, prepare: asPhone }),
  puppeteer("puppeteer-stealth-in-a-window", { window: true, stealth: true }),
  puppeteer("puppeteer-firefox-in-a-window", { window: true, browser: "firefox" }),
  puppeteer("rebrowser-puppeteer", { module: "rebrowser-puppeteer-core" }),
  puppeteer("rebrowser-puppeteer-hiding", {
    module: "rebrowser-puppeteer-core",
    hiding: true,
    prepare: unnamed,
  }),
  puppeteer("rebrowser-puppeteer-in-a-window", {
    module: "rebrowser-puppeteer-core",
    window: true,
    hiding: true,
  }),
  playwright("playwright-in-a-window", { window: true }),
  playwright("playwright-hiding", { hiding: true, context: { userAgent: LINUX_CHROME } }),
  playwright("playwright-hiding-in-a-window", {
    window: true,
    hiding: true,
    context: { viewport: null },
  }),
  playwright("playwright-with-a-profile", {
    window: true,
    hiding: true,
    persistent: true,
    context: { viewport: null },
  }),
  playwright("playwright-elsewhere", {
    context: { userAgent: LINUX_CHROME, locale: "de-DE", timezoneId: "America/New_York" },
  }),
  playwright("playwright-as-an-ipad", { hiding: true, device: "iPad Pro 11" }),
  playwright("playwright-as-a-galaxy", { hiding: true, device: "Galaxy S9+" }),
  playwright("playwright-as-a-desktop-safari", { hiding: true, device: "Desktop Safari" }),
  playwright("playwright-as-a-desktop-firefox", { hiding: true, device: "Desktop Firefox" }),
  playwright("rebrowser-playwright", { module: "rebrowser-playwright-core" }),
  playwright("rebrowser-playwright-in-a-window", {
    module: "rebrowser-playwright-core",
    window: true,
    hiding: true,
  }),
  playwright("patchright-in-a-window", {
    module: "patchright-core",
    tool: "patchright",
    window: true,
  }),
  playwright("patchright-with-a-profile", {
    module: "patchright-core",
    tool: "patchright",
    window: true,
    persistent: true,
    context: { viewport: null },
  }),
  playwright("patchright-without-its-name", {
    module: "patchright-core",
    tool: "patchright",
    context: { userAgent: LINUX_CHROME },
  }),
  selenium("selenium-in-a-window", { window: true }),
  selenium("selenium-hiding-in-a-window", { window: true, hiding: true }),
  selenium("selenium-without-its-name", {
    hiding: true,
    flags: [`--user-agent=${LINUX_CHROME}`, "--window-size=1920,1080"],
  }),
  selenium("selenium-bidi", { bidi: true, window: true }),
  attached("puppeteer-attached", "puppeteer", byPuppeteer, false),
  attached("puppeteer-attached-to-a-window", "puppeteer", byPuppeteer, true),
  attached("playwright-attached", "playwright", byPlaywright, false),
  attached("playwright-attached-to-a-window", "playwright", byPlaywright, true),
];

const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function chromium(name, flags, { environment = {}, asApplication = false } = {}) {
  return {
    name,
    async open(url) {
      const profile = folder();
      const command = [
        program("chromium"),
        ...SANDBOX,
        ...QUIET,
        `--user-data-dir=${profile.place}`,
        ...flags,
        asApplication ? `--app=${url}` : url,
      ];
      return start(command, { window: true, environment, clean: profile.remove });
    },
  };
}

function firefox(name, preferences, { flags = [], environment = {} } = {}) {
  return {
    name,
    async open(url) {
      const profile = folder();
      const quiet = {
        "datareporting.policy.dataSubmissionEnabled": false,
        "browser.aboutwelcome.enabled": false,
        "app.normandy.enabled": false,
      };
      const lines = Object.entries({ ...quiet, ...preferences }).map(
        ([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});\n`,
      );
      writeFileSync(path.join(profile.place, "user.js"), lines.join(""));
      return start(
        [program("firefox-esr"), "--no-remote", "--profile", profile.place, ...flags, url],
        { window: true, environment, clean: profile.remove },
      );
    },
  };
}

export const PLAIN = [
  chromium("chromium-maximised", ["--start-maximized"]),
  chromium("chromium-small", ["--window-size=800,600"]),
  chromium("chromium-large", ["--window-size=1600,1000", "--force-device-scale-factor=1.25"]),
  chromium("chromium-dense", ["--force-device-scale-factor=2"]),
  chromium("chromium-incognito", ["--incognito"]),
  chromium("chromium-application", [], { asApplication: true }),
  chromium("chromium-kiosk", ["--kiosk"]),
  chromium("chromium-dark", ["--force-dark-mode"]),
  chromium("chromium-software-graphics", [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
  ]),
  chromium("chromium-without-webgl", ["--disable-3d-apis"]),
  chromium("chromium-touch", ["--touch-events=enabled"]),
  chromium("chromium-german", ["--lang=de"], {
    environment: { LANGUAGE: "de", TZ: "Europe/Berlin" },
  }),
  chromium("chromium-japanese", ["--lang=ja"], {
    environment: { LANGUAGE: "ja", TZ: "Asia/Tokyo" },
  }),
  chromium("chromium-in-utc", [], { environment: { TZ: "UTC" } }),
  chromium("chromium-with-developer-tools", ["--auto-open-devtools-for-tabs"]),
  chromium("chromium-quiet-console", ["--enable-logging", "--log-level=3"]),
  firefox("firefox-private", {}, { flags: ["--private-window"] }),
  firefox("firefox-kiosk", {}, { flags: ["--kiosk"] }),
  firefox("firefox-letterboxed", {
    "privacy.resistFingerprinting": true,
    "privacy.resistFingerprinting.letterboxing": true,
  }),
  firefox("firefox-protected", { "privacy.fingerprintingProtection": true }),
  firefox("firefox-strict", {
    "browser.contentblocking.category": "strict",
    "network.cookie.cookieBehavior": 5,
  }),
  firefox("firefox-without-webgl", { "webgl.disabled": true }),
  firefox(
    "firefox-french",
    { "intl.accept_languages": "fr-FR, fr, en" },
    { environment: { TZ: "Europe/Paris" } },
  ),
  firefox("firefox-dark", { "ui.systemUsesDarkTheme": 1 }),
  firefox("firefox-without-workers", { "dom.workers.enabled": false }),
];
