// The page on the service itself: its files under its policy, and real verdicts.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import puppeteer from "puppeteer-core";

import { SANDBOX, freePort, program, start, untilOpen } from "./clients/programs.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = path.join(ROOT, "target/release/fingerprint-api");
const READY_MS = 20_000;

let browser;
let origin;
let stop;

before(async () => {
  assert.ok(existsSync(BINARY), `${BINARY} is missing: make build`);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  stop = start([BINARY, "serve"], { environment: { FPA_HTTP__LISTEN: `127.0.0.1:${port}`, FPA_MODELS__DIR: path.join(ROOT, "models") } });
  await untilOpen(port);
  const deadline = Date.now() + READY_MS;
  while (!(await fetch(`${origin}/api/v1/models/status`)).ok) {
    assert.ok(Date.now() < deadline, "the models are not ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX });
});
after(async () => {
  await browser?.close();
  await stop?.();
});

test("the service serves the page, and its policy lets all of it run", async () => {
  const page = await browser.newPage();
  const breaches = [];
  page.on("console", (message) => message.text().includes("Content Security Policy") && breaches.push(message.text()));
  page.on("pageerror", (error) => breaches.push(String(error)));
  await page.goto(origin);
  await page.waitForSelector("#verdict-you .hero");
  const payload = await page.evaluate(() => fingerprintApi.collect());
  assert.equal(payload.navigator.webdriver, true);
  assert.equal(typeof payload.contexts.worker.user_agent, "string");
  assert.deepEqual(breaches, []);
});

test("the example on the page is found out", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#other`);
  await page.click("#example");
  await page.click("button.primary");
  await page.waitForSelector("#verdict-other .cards");
  assert.match(await page.$eval("#verdict-other .stamp", (stamp) => stamp.innerText), /Contradicted/);
  assert.match(await page.$eval("#verdict-other .lede", (lede) => lede.innerText), /says that it is Chrome 150 on Windows/);
});
