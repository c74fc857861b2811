import assert from "node:assert/strict";
import { test } from "node:test";

import { gather } from "./collect";

const never = () => new Promise<number>(() => {});

test("the payload has the shape of the registry", async () => {
  const found = await gather(
    { one: () => 1, group: { two: async () => 2, inner: { three: () => 3 } } },
    1000,
  );
  assert.deepEqual(found, { one: 1, group: { two: 2, inner: { three: 3 } } });
});

test("a signal that never answers loses its own field within the budget", async () => {
  const started = performance.now();
  const found = await gather({ late: never, group: { later: never }, fine: () => 1 }, 60);
  assert.deepEqual(found, {
    late: { error: "timeout" },
    group: { later: { error: "timeout" } },
    fine: 1,
  });
  assert.ok(performance.now() - started < 500);
});

test("after the budget no further signal is read", async () => {
  let asked = false;
  const slow = () => {
    const until = performance.now() + 40;
    while (performance.now() < until);
    return "slow";
  };
  const found = await gather({ slow, next: () => (asked = true) }, 20);
  assert.deepEqual(found, { slow: "slow", next: { error: "timeout" } });
  assert.equal(asked, false);
});

test("a rejected promise becomes a reason", async () => {
  const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  assert.deepEqual(await gather({ refuse }, 1000), { refuse: { error: "blocked" } });
});

test("a thenable that is not a Promise is awaited too", async () => {
  // biome-ignore lint/suspicious/noThenProperty: a page may replace Promise
  const thenable = { then: (resolve: (value: number) => void) => setTimeout(resolve, 5, 3) };
  assert.deepEqual(await gather({ thenable: () => thenable }, 1000), { thenable: 3 });
});

test("null is a value", async () => {
  assert.deepEqual(await gather({ now: () => null, later: async () => null }, 1000), {
    now: null,
    later: null,
  });
});
