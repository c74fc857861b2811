// Every real client, plain and automated, visits the capture page under the service's policy;
// what it posts is compared with what is known about it. UPDATE_GOLDEN=1 rewrites
// tests/golden/browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { CLIENTS, visit, write } from "./capture.mjs";
import { serve } from "./server.mjs";
import { faulty, isMissing, wrong } from "./shape.mjs";

const EVAL_LENGTH = { v8: 33, gecko: 37, webkit: 37 };
const KNOWN = new Map(
  readFileSync(new URL("../../data/probes/codewords_1.txt", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [browser, version, bits] = line.split(" ");
      return [`${browser} ${version}`, bits];
    }),
);

let server;
before(async () => (server = await serve()));
after(() => server.close());

function bits(base64) {
  return [...atob(base64)].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, "0")).join("");
}

function distance(left, right) {
  return [...left].filter((bit, i) => bit !== right[i]).length;
}

/** The release's bits by browser-compat-data, if it knows the release. */
function expected({ chromium, firefox }) {
  const key = chromium
    ? `chrome ${chromium.split(".")[0]}`
    : firefox && `firefox ${firefox.split(".")[0]}`;
  const hexadecimal = KNOWN.get(key);
  return (
    hexadecimal &&
    [...hexadecimal]
      .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0"))
      .join("")
  );
}

/** What is known of some clients beyond what holds for all. */
const MORE = {
  "puppeteer-stealth"({ tampering, automation, contexts, navigator, webgl }) {
    assert.ok(tampering.functions.includes("Function.toString"));
    assert.ok(tampering.frame_properties.includes("contentWindow"));
    assert.notEqual(
      automation.permission_state === "prompt" ? "default" : automation.permission_state,
      automation.notification_permission,
    );
    assert.equal(contexts.iframe.self_is_window, false);
    assert.notEqual(contexts.worker.platform, navigator.platform);
    assert.notEqual(contexts.worker.webgl_renderer, webgl.renderer);
  },
  selenium({ automation }) {
    assert.ok(automation.globals.some((name) => name.startsWith("cdc_")));
  },
  "selenium-hiding"({ automation }) {
    assert.ok(automation.globals.some((name) => name.startsWith("cdc_")));
  },
  "firefox-window-resisting"({ hashes, webgl }) {
    assert.equal(hashes.canvas_noise, true);
    assert.deepEqual([webgl.vendor, webgl.renderer], ["Mozilla", "Mozilla"]);
  },
  "playwright-as-iphone"({ navigator, errors }) {
    assert.match(navigator.user_agent, /iPhone/);
    assert.equal(errors.stack_style, "v8");
  },
};

/** Whether the DevTools protocol is read, where the client shows it. */
const READS_CONSOLE = { cdp_driver: true, none: false, headless: false };

for (const client of CLIENTS) {
  test(`${client.name} posts the payload of its engine and tool`, {
    timeout: 180_000,
  }, async () => {
    const { browser, direct, left, headers } = await visit(server, client);
    assert.deepEqual(wrong(browser), []);
    assert.deepEqual(faulty(browser, "failed"), []);
    assert.equal(browser.navigator.webdriver, client.facts.webdriver);
    assert.equal(browser.contexts.iframe.webdriver, client.facts.webdriver);
    assert.equal(browser.errors.stack_style, client.facts.engine);
    assert.equal(browser.errors.eval_length, EVAL_LENGTH[client.facts.engine]);
    assert.equal(bits(browser.probes.bits), direct, "the probes, asked directly, answer otherwise");
    const known = expected(client.versions());
    // A browser that resists fingerprinting takes features away.
    if (known && !client.name.endsWith("resisting"))
      assert.ok(distance(direct, known) <= 1, "the probes are not those of this release");
    if (client.truth.engine === "blink" && client.truth.automation in READS_CONSOLE) {
      assert.equal(browser.automation.devtools_protocol, READS_CONSOLE[client.truth.automation]);
    }
    if (client.truth.automation === "none" || client.truth.automation === "headless") {
      assert.deepEqual(browser.automation.globals, []);
      assert.deepEqual(browser.tampering, {
        functions: [],
        navigator_properties: [],
        screen_properties: [],
        frame_properties: [],
      });
      assert.equal(browser.contexts.iframe.self_is_window, true);
    }
    assert.equal(isMissing(browser.contexts.worker), false, "the worker did not answer");
    MORE[client.name]?.(browser);
    assert.deepEqual(
      left,
      { local: 0, session: 0, cookie: "", frames: 0 },
      "something was left behind",
    );
    if (process.env.UPDATE_GOLDEN) write(client, { browser, headers });
  });
}

test("a budget that is too short is kept, and what is missing says so", {
  timeout: 180_000,
}, async () => {
  const client = CLIENTS.find(({ name }) => name === "chromium-headless");
  const { browser, wall } = await visit(server, client, { query: "&budget=30" });
  assert.deepEqual(wrong(browser), []);
  assert.ok(faulty(browser, "timeout").includes("contexts.worker"));
  // Longer than thirty only by what the machine does besides.
  assert.ok(wall < 5000, `${Math.round(wall)} ms with a budget of 30`);
});
