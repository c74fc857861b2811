// The collector in pages of other people: as a module, from another origin, where a policy forbids
// its worker; and what it costs the page's thread.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import puppeteer from "puppeteer-core";

import { program, SANDBOX } from "./clients/programs.mjs";
import { measure } from "./measure.mjs";
import { POLICY, serve } from "./server.mjs";
import { isMissing, wrong } from "./shape.mjs";

const MOST_MS = 50;
let browser;
before(
  async () =>
    (browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX })),
);
after(() => browser.close());

async function within(settings, visit) {
  const server = await serve(settings);
  const page = await browser.newPage();
  try {
    await visit(page, server);
  } finally {
    await page.close();
    await server.close();
  }
}

test("the ES module gathers the same payload", () =>
  within({}, async (page, server) => {
    await page.goto(`${server.origin}/module`);
    const payload = await page.evaluate(() => globalThis.collected);
    assert.deepEqual(wrong(payload), []);
    assert.equal(isMissing(payload.contexts.worker), false);
  }));

test("where the policy forbids workers, only the worker is missing", () =>
  within(
    { policy: POLICY.replace("worker-src 'self'", "worker-src 'none'") },
    async (page, server) => {
      await page.goto(`${server.origin}/empty`);
      await page.addScriptTag({ url: "/collector.js" });
      const payload = await page.evaluate(() => fingerprintApi.collect());
      assert.deepEqual(payload.contexts.worker, { error: "blocked" });
      assert.ok(Array.isArray(payload.fonts));
      assert.match(payload.hashes.canvas, /^[0-9a-f]{16}$/);
      assert.deepEqual(wrong(payload), []);
    },
  ));

test("a site that loads the script from the service's origin asks that origin, worker included", () =>
  within({ verdict: () => ({ status: "ok" }) }, async (page, service) => {
    const site = await serve({ policy: "" });
    try {
      await page.goto(`${site.origin}/empty`);
      await page.addScriptTag({ url: `${service.origin}/collector.js` });
      const payload = await page.evaluate(() => fingerprintApi.collect());
      assert.equal(isMissing(payload.contexts.worker), false);
      assert.deepEqual(await page.evaluate(() => fingerprintApi.classify()), { status: "ok" });
      assert.deepEqual(
        service.posted.map(({ path }) => path),
        ["/api/v1/inspect"],
      );
    } finally {
      await site.close();
    }
  }));

test("nothing is asked of anybody but the service", () =>
  within({ verdict: () => ({ status: "ok" }) }, async (page, server) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await page.goto(`${server.origin}/capture?client=nobody`);
    await page.evaluate(() => fingerprintApi.classify());
    const others = asked.filter(
      (url) => url.origin !== server.origin && !["blob:", "data:", "about:"].includes(url.protocol),
    );
    assert.deepEqual(others.map(String), []);
    assert.ok(asked.length > 4);
  }));

test(`the page's thread is held for less than ${MOST_MS} ms`, async () => {
  // At best, and of three tries: caches that others empty cost CPU time, too, and cores slow down.
  let least = Infinity;
  for (let tries = 0; tries < 3 && least >= MOST_MS; tries++) {
    const found = await measure();
    console.log(
      `${found.cpu.toFixed(1)} ms of CPU on the page's thread, ${found.least.toFixed(1)} at best`,
    );
    least = Math.min(least, found.least);
  }
  assert.ok(least < MOST_MS, `${least} ms`);
});
