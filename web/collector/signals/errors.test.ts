import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsSignal, stackStyle } from "./errors";

const error = (properties: object): Error =>
  Object.defineProperties(
    new Error(),
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, { value }])),
  );

test("each engine's stack is distinguished from the others", () => {
  assert.equal(stackStyle(error({ stack: "Error\n    at main (https://a/b.js:1:2)" })), "v8");
  assert.equal(stackStyle(error({ stack: "main@https://a/b.js:1:2\n", lineNumber: 1 })), "gecko");
  assert.equal(stackStyle(error({ stack: "main@https://a/b.js:1:2", line: 1 })), "webkit");
  assert.equal(stackStyle(error({ stack: "main" })), "unknown");
});

test("this engine is V8", () => {
  assert.equal(errorsSignal.eval_length(), 33);
  assert.equal(errorsSignal.stack_style(), "v8");
  assert.equal(errorsSignal.function_to_string(), "function toString() { [native code] }");
  assert.match(errorsSignal.null_property(), /Cannot read properties of null/);
});
