// Browsers without automation, started with an address.

import { writeFileSync } from "node:fs";
import path from "node:path";

import { folder, program, SANDBOX, start, version } from "./programs.mjs";

const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WINDOWS_CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/150.0.0.0 Safari/537.36";
const CHROMIUM = {
  browser: "chromium",
  engine: "blink",
  os: "linux",
  device: "desktop",
  client: "browser",
};
const FIREFOX = {
  browser: "firefox",
  engine: "gecko",
  os: "linux",
  device: "desktop",
  client: "browser",
};

function chromium(name, truth, { window = false, flags = [] }) {
  return {
    name,
    versions: () => ({ chromium: version("chromium") }),
    truth: { ...CHROMIUM, automation_tool: null, ...truth },
    facts: { webdriver: false, engine: "v8" },
    async open(url) {
      const profile = folder();
      const command = [
        program("chromium"),
        ...SANDBOX,
        ...QUIET,
        `--user-data-dir=${profile.place}`,
        ...flags,
        url,
      ];
      return start(command, { window, clean: profile.remove });
    },
  };
}

function firefox(name, truth, { window = false, preferences = {} }) {
  return {
    name,
    versions: () => ({ firefox: version("firefox-esr") }),
    truth: { ...FIREFOX, automation_tool: null, ...truth },
    facts: { webdriver: false, engine: "gecko" },
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
      const command = [
        program("firefox-esr"),
        "--no-remote",
        "--profile",
        profile.place,
        ...(window ? [] : ["--headless"]),
        url,
      ];
      return start(command, { window, clean: profile.remove });
    },
  };
}

const webkit = {
  name: "webkitgtk-window",
  versions: () => ({ webkitgtk: version("MiniBrowser") }),
  truth: {
    browser: "webkit",
    engine: "webkit",
    os: "linux",
    device: "desktop",
    client: "browser",
    automation: "none",
    automation_tool: null,
    spoofing: [],
  },
  facts: { webdriver: false, engine: "webkit" },
  async open(url) {
    return start([program("MiniBrowser"), url], {
      window: true,
      environment: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
    });
  },
};

export const PLAIN = [
  chromium(
    "chromium-headless",
    { automation: "headless", spoofing: [] },
    { flags: ["--headless=new"] },
  ),
  chromium("chromium-window", { automation: "none", spoofing: [] }, { window: true }),
  chromium(
    "chromium-headless-as-windows",
    { automation: "headless", spoofing: ["user_agent_version", "os"] },
    { flags: ["--headless=new", `--user-agent=${WINDOWS_CHROME}`] },
  ),
  firefox("firefox-headless", { automation: "headless", spoofing: [] }, {}),
  firefox("firefox-window", { automation: "none", spoofing: [] }, { window: true }),
  firefox(
    "firefox-window-resisting",
    { automation: "none", spoofing: [] },
    { window: true, preferences: { "privacy.resistFingerprinting": true } },
  ),
  webkit,
];
