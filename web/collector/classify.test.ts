import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { ClassifyError, classify } from "./classify";
import type { Payload } from "./collect";

const browser = { collector: "1" } as Payload;
const { fetch } = globalThis;
let asked: { path: string; body: { browser?: { nonce?: string } } | null }[] = [];

/** A service that has these routes. */
function service(routes: Record<string, [number, unknown]>): void {
  asked = [];
  globalThis.fetch = async (input, init) => {
    const path = new URL(String(input), "https://example.test").pathname;
    asked.push({ path, body: init?.body ? JSON.parse(String(init.body)) : null });
    const [status, body] = routes[path] ?? [404, { code: "not_found" }];
    return new Response(JSON.stringify(body), { status });
  };
}

const paths = () => asked.map(({ path }) => path);

afterEach(() => {
  globalThis.fetch = fetch;
});

test("the payload carries the nonce of a service that issues one", async () => {
  service({
    "/api/v1/nonce": [200, { nonce: "n1", issued_at: 1 }],
    "/api/v1/inspect": [200, { status: "ok" }],
  });
  assert.deepEqual(await classify({ browser }), { status: "ok" });
  assert.equal(asked.at(-1)?.body?.browser?.nonce, "n1");
});

test("a service without nonces receives none", async () => {
  service({ "/api/v1/inspect": [200, { status: "ok" }] });
  await classify({ browser });
  assert.equal("nonce" in asked.at(-1)!.body!.browser!, false);
});

test("without inspect the payload is sent to classify", async () => {
  for (const status of [404, 405]) {
    service({ "/api/v1/inspect": [status, {}], "/api/v1/classify": [200, { status: "ok" }] });
    assert.deepEqual(await classify({ browser }), { status: "ok" });
    assert.deepEqual(paths(), ["/api/v1/nonce", "/api/v1/inspect", "/api/v1/classify"]);
  }
});

test("any other error is not retried, and carries its problem", async () => {
  service({ "/api/v1/inspect": [429, { code: "rate_limited", detail: "slow down" }] });
  await assert.rejects(classify({ browser }), (error: unknown) => {
    assert.ok(error instanceof ClassifyError);
    assert.deepEqual(
      [error.status, error.problem.code, error.message],
      [429, "rate_limited", "slow down"],
    );
    return true;
  });
  assert.equal(paths().length, 2);
});

test("further fields of the request are sent beside the payload", async () => {
  service({ "/api/v1/inspect": [200, {}] });
  await classify({
    browser,
    endpoint: "https://fingerprints.test",
    request: { id: "a", options: { explain: "none" } },
  });
  assert.deepEqual(asked.at(-1)?.body, {
    id: "a",
    options: { explain: "none" },
    browser: { collector: "1" },
  });
});
