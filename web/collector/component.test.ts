import assert from "node:assert/strict";
import { test } from "node:test";

import { fields, missing, present, read, settle, Unreadable } from "./component";

test("a value is itself, null and false included", () => {
  assert.equal(
    read(() => null),
    null,
  );
  assert.equal(
    read(() => false),
    false,
  );
  assert.deepEqual(
    read(() => []),
    [],
  );
});

test("undefined is unsupported", async () => {
  assert.deepEqual(
    read(() => undefined),
    { error: "unsupported" },
  );
  assert.deepEqual(await settle(Promise.resolve(undefined)), { error: "unsupported" });
});

test("a forbidden field is blocked, a broken one is failed", () => {
  assert.deepEqual(missing(new DOMException("no", "SecurityError")), { error: "blocked" });
  assert.deepEqual(missing(new DOMException("no", "NotAllowedError")), { error: "blocked" });
  assert.deepEqual(missing(new TypeError("no")), { error: "failed" });
  assert.deepEqual(missing(null), { error: "failed" });
});

test("a signal can state why it has no value", () => {
  assert.deepEqual(missing(new Unreadable("timeout")), { error: "timeout" });
});

test("one broken field leaves the others", () => {
  const found = fields({
    good: () => 1,
    broken: () => {
      throw new Error("broken");
    },
  });
  assert.deepEqual(found, { good: 1, broken: { error: "failed" } });
});

test("a feature of https reports an insecure context elsewhere", () => {
  Object.assign(globalThis, { isSecureContext: false });
  assert.throws(() => present(undefined, true), { fault: "insecure_context" });
  assert.throws(() => present(null), { fault: "unsupported" });
  Object.assign(globalThis, { isSecureContext: true });
  assert.throws(() => present(undefined, true), { fault: "unsupported" });
});
