// The collector in other sites' pages: as a module, from another origin, where a policy forbids its
// worker; and how long it occupies the page's thread.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import puppeteer from "puppeteer-core";

import { program, SANDBOX } from "./clients/programs.mjs";
import { measure } from "./measure.mjs";
import { POLICY, serve } from "./server.mjs";
import { isMissing, wrong } from "./shape.mjs";

const MAX_THREAD_MS = 50;
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

test("the ES module collects the same payload", () =>
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

test("a script from the service's origin uses that origin, for its worker too", () =>
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

test("no request goes to any other origin than the service's", () =>
  within({ verdict: () => ({ status: "ok" }) }, async (page, server) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await page.goto(`${server.origin}/capture?client=none`);
    await page.evaluate(() => fingerprintApi.classify());
    const others = asked.filter(
      (url) => url.origin !== server.origin && !["blob:", "data:", "about:"].includes(url.protocol),
    );
    assert.deepEqual(others.map(String), []);
    assert.ok(asked.length > 4);
  }));

test(`the page's thread is occupied for less than ${MAX_THREAD_MS} ms`, async () => {
  // The best of three attempts: emptied caches and slowed cores take CPU time too.
  let least = Infinity;
  for (let tries = 0; tries < 3 && least >= MAX_THREAD_MS; tries++) {
    const found = await measure();
    console.log(
      `${found.cpu.toFixed(1)} ms of CPU on the page's thread, ${found.least.toFixed(1)} at best`,
    );
    least = Math.min(least, found.least);
  }
  assert.ok(least < MAX_THREAD_MS, `${least} ms`);
});
