// The page in a real browser, with recorded answers of the service, for every visitor.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import puppeteer from "puppeteer-core";

import { violations } from "./axe.mjs";
import { program, SANDBOX } from "./clients/programs.mjs";
import { serve } from "./server.mjs";

const answer = (name) =>
  JSON.parse(readFileSync(new URL(`verdicts/${name}.json`, import.meta.url), "utf8"));
const [consistent, forged] = [answer("honest"), answer("forged")];

let browser;
before(
  async () =>
    (browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX })),
);
after(() => browser.close());

/** A page on a service with these answers; fails on any violation of the policy. */
async function open(verdict, visit, { width = 1280, scheme = "light", routes } = {}) {
  const server = await serve({ verdict, ...(routes && { routes }) });
  const page = await browser.newPage();
  const breaches = [];
  page.on(
    "console",
    (message) =>
      message.text().includes("Content Security Policy") && breaches.push(message.text()),
  );
  page.on("pageerror", (error) => breaches.push(String(error)));
  try {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.goto(server.origin);
    await visit(page, server);
    assert.deepEqual(breaches, []);
  } finally {
    await page.close();
    await server.close();
  }
}

const text = (page, selector) => page.$eval(selector, (element) => element.innerText);

async function paste(page, value) {
  await page.goto(`${page.url().split("#")[0]}#other`);
  await page.$eval("#fingerprint", (field, value) => (field.value = value), value);
  await page.click("button.primary");
}

test("a visitor sees their own verdict, and what was sent", () =>
  open(
    () => consistent,
    async (page, server) => {
      await page.waitForSelector("#verdict-you .cards");
      assert.equal(await text(page, "h1"), "Chrome 150 on Windows");
      assert.match(await text(page, ".stamp"), /Consistent/);
      const cards = await page.$$eval(".card h3", (titles) =>
        titles.map((title) => title.innerText),
      );
      assert.deepEqual(cards, [
        "Browser",
        "Version",
        "Operating system",
        "Device",
        "Client",
        "Automation",
        "Spoofing",
      ]);
      assert.equal(server.posted[0].sent.browser.collector, "1");
      assert.equal(server.posted[0].sent.options.explain, "full");
      await page.$$eval(".raw summary", (all) => {
        for (const summary of all) summary.click();
      });
      const raw = await page.$$eval(".raw pre", (all) =>
        all.map((block) => JSON.parse(block.textContent)),
      );
      assert.deepEqual(raw[0], consistent);
      assert.deepEqual(raw[1].browser, server.posted[0].sent.browser);
    },
  ));

test("a visitor pastes another client's fingerprint and sees its verdict", () =>
  open(
    (sent) => (sent.tls ? forged : consistent),
    async (page, server) => {
      await paste(page, JSON.stringify({ tls: { ja4: "t13d3111h2_e8f1e7e78f70_375ca2c5e164" } }));
      await page.waitForSelector("#verdict-other .cards");
      assert.equal(await text(page, "#pasted"), "curl");
      assert.match(await text(page, "#verdict-other .stamp"), /Contradicted/);
      assert.match(await text(page, "#verdict-other .lede"), /Chrome 150 on Windows/);
      assert.match(
        await text(page, "#verdict-other .reasons"),
        /ClientHello is that of an HTTP library/,
      );
      // Meanwhile the page's own browser is analysed, and may be sent later.
      assert.equal(server.posted.find(({ sent }) => sent.tls)?.path, "/api/v1/classify");
    },
  ));

test("an invalid fingerprint is reported, and not sent", () =>
  open(
    () => consistent,
    async (page, server) => {
      await page.waitForSelector("#verdict-you .cards");
      const before = server.posted.length;
      for (const [value, message] of [
        ["", /Paste a fingerprint/],
        ["[1]", /a JSON object/],
        ["{", /not valid JSON/],
      ]) {
        await paste(page, value);
        assert.match(await text(page, "#wrong"), message);
      }
      assert.equal(server.posted.length, before);
    },
  ));

test("a problem of the service is shown with its title and detail", () =>
  open(
    () => ({ status: 429, title: "Too many requests", detail: "Try again in 3 seconds." }),
    async (page) => {
      await page.waitForSelector("#verdict-you .hero.warn");
      assert.equal(await text(page, "h1"), "Too many requests");
      assert.match(await text(page, ".lede"), /3 seconds/);
    },
  ));

test("a service without inspect still gives a verdict", () =>
  open(
    () => consistent,
    async (page) => {
      await page.waitForSelector("#verdict-you .cards");
    },
    { routes: ["/api/v1/classify"] },
  ));

test("the claims of a client never become markup", () => {
  const hostile = {
    ...forged,
    claimed: { ...forged.claimed, browser: "<img src=x onerror=alert(1)>" },
    reasons: [{ ...forged.reasons[0], message: "<b>bold</b>" }],
  };
  return open(
    () => hostile,
    async (page) => {
      await page.waitForSelector("#verdict-you .cards");
      assert.equal(await page.$("main img, main b"), null);
      assert.match(await text(page, ".reasons"), /<b>bold<\/b>/);
    },
  );
});

for (const scheme of ["light", "dark"]) {
  for (const width of [320, 390, 1280]) {
    test(`at ${width} pixels, ${scheme}, there is no accessibility violation and no overflow`, () =>
      open(
        (sent) => (sent.tls ? forged : consistent),
        async (page) => {
          await page.waitForSelector("#verdict-you .cards");
          const overflow = () =>
            page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok((await overflow()) <= 0);
          assert.deepEqual(await violations(page), []);
          await paste(page, '{"tls": {}}');
          await page.waitForSelector("#verdict-other .cards");
          await page.$$eval("details", (all) => {
            for (const details of all) details.open = true;
          });
          assert.ok((await overflow()) <= 0);
          assert.deepEqual(await violations(page), []);
        },
        { width, scheme },
      ));
  }
}

test("the keyboard reaches everything, in order", () =>
  open(
    () => consistent,
    async (page) => {
      await page.waitForSelector("#verdict-you .cards");
      const reached = [];
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press("Tab");
        reached.push(
          await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 20)),
        );
      }
      assert.deepEqual(reached.slice(0, 5), [
        "Skip to the verdict",
        "fingerprint-api",
        "This browser",
        "Another client",
        "API",
      ]);
      assert.ok(reached.includes("Evidence") && reached.includes("Copy"), reached.join(", "));
      await page.focus("nav a[data-view=other]");
      await page.keyboard.press("Enter");
      assert.equal(await page.$eval("#view-other", (view) => view.hidden), false);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
    },
  ));
