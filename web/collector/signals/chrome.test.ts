import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { chromeObject, chromeProperties } from "./chrome";

test("the object is looked up in the given realm", () => {
  assert.equal(chromeObject({ chrome: {} }), true);
  assert.equal(chromeObject({}), false);
});

test("its properties are listed; without it the list is empty", () => {
  assert.deepEqual(chromeProperties(), []);
  setGlobals({ chrome: { app: 1, csi: 2 } });
  assert.deepEqual(chromeProperties(), ["app", "csi"]);
});
