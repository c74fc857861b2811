import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { brandObjects } from "./brand_objects";

test("a path exists when every part of it exists", () => {
  setGlobals({ navigator: { brave: {} }, webkit: {}, opr: null, process: { versions: {} } });
  assert.deepEqual(brandObjects(), ["navigator.brave", "opr"]);
  setGlobals({ webkit: { messageHandlers: {} } });
  assert.ok(brandObjects().includes("webkit.messageHandlers"));
});
