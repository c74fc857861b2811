// The page as the service serves it: its files under its policy, with real verdicts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import puppeteer from "puppeteer-core";

import { violations } from "./axe.mjs";
import { program, SANDBOX } from "./clients/programs.mjs";
import { startService } from "./service.mjs";

let browser;
let service;

before(async () => {
  service = await startService();
  browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX });
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

test("the service serves the page, and its policy permits all of it", async () => {
  const page = await browser.newPage();
  const breaches = [];
  page.on(
    "console",
    (message) =>
      message.text().includes("Content Security Policy") && breaches.push(message.text()),
  );
  page.on("pageerror", (error) => breaches.push(String(error)));
  await page.goto(service.origin);
  await page.waitForSelector("#verdict-you .hero");
  const payload = await page.evaluate(() => fingerprintApi.collect());
  assert.equal(payload.navigator.webdriver, true);
  assert.equal(typeof payload.contexts.worker.user_agent, "string");
  assert.deepEqual(breaches, []);
});

test("the example on the page is recognised as spoofed", async () => {
  const page = await browser.newPage();
  await page.goto(`${service.origin}/#other`);
  await page.click("#example");
  await page.click("button.primary");
  await page.waitForSelector("#verdict-other .cards");
  assert.match(
    await page.$eval("#verdict-other .stamp", (stamp) => stamp.innerText),
    /Contradicted/,
  );
  assert.match(
    await page.$eval("#verdict-other .lede", (lede) => lede.innerText),
    /claims to be Chrome 150 on Windows/,
  );
});

test("an automated browser sees the tool and its trace", async () => {
  const page = await browser.newPage();
  await page.goto(service.origin);
  await page.waitForSelector("#verdict-you .cards");
  assert.match(await page.$eval("#verdict-you .lede", (lede) => lede.innerText), /puppeteer/i);
  assert.match(await page.$eval("#verdict-you .reasons", (reasons) => reasons.innerText), /flood/);
});

for (const scheme of ["light", "dark"]) {
  test(`on real verdicts, ${scheme}, neither view has an accessibility violation`, async () => {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.goto(service.origin);
    await page.waitForSelector("#verdict-you .cards");
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    assert.deepEqual(await violations(page), []);
    await page.goto(`${service.origin}/#other`);
    await page.click("#example");
    await page.click("button.primary");
    await page.waitForSelector("#verdict-other .cards");
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    assert.deepEqual(await violations(page), []);
  });
}
