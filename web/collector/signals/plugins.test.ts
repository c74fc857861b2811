import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { pluginsSignal } from "./plugins";

test("plugins are listed by name, in order", () => {
  setGlobals({
    navigator: { plugins: { length: 2, 0: { name: "PDF Viewer" }, 1: { name: "Other" } } },
  });
  assert.deepEqual(pluginsSignal(), ["PDF Viewer", "Other"]);
});
