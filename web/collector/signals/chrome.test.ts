import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { chromeObject, chromeProperties } from "./chrome";

test("the object is looked for in the realm that is asked about", () => {
  assert.equal(chromeObject({ chrome: {} }), true);
  assert.equal(chromeObject({}), false);
});

test("its properties are named; without it there are none", () => {
  assert.deepEqual(chromeProperties(), []);
  pose({ chrome: { app: 1, csi: 2 } });
  assert.deepEqual(chromeProperties(), ["app", "csi"]);
});
