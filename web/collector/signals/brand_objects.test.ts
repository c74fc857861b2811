import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { brandObjects } from "./brand_objects";

test("a path is there when every part of it is", () => {
  pose({ navigator: { brave: {} }, webkit: {}, opr: null, process: { versions: {} } });
  assert.deepEqual(brandObjects(), ["navigator.brave", "opr"]);
  pose({ webkit: { messageHandlers: {} } });
  assert.ok(brandObjects().includes("webkit.messageHandlers"));
});
