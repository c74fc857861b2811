import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { pluginsSignal } from "./plugins";

test("plugins are their names, in order", () => {
  pose({ navigator: { plugins: { length: 2, 0: { name: "PDF Viewer" }, 1: { name: "Other" } } } });
  assert.deepEqual(pluginsSignal(), ["PDF Viewer", "Other"]);
});
