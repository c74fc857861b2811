import assert from "node:assert/strict";
import { test } from "node:test";

import { speaksV8 } from "./stack";

test("Node speaks V8", () => assert.equal(speaksV8(), true));

test("an engine without captureStackTrace does not", () => {
  const { captureStackTrace } = Error;
  Reflect.deleteProperty(Error, "captureStackTrace");
  assert.equal(speaksV8(), false);
  Error.captureStackTrace = captureStackTrace;
});
