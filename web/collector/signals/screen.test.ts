import assert from "node:assert/strict";
import { test } from "node:test";

import { gather } from "../collect";
import { pose } from "../pose";
import { screenSignal } from "./screen";

test("sizes are what screen and window say; what is missing is unsupported", async () => {
  pose({
    screen: { width: 1920, height: 1080, availWidth: 1920, availHeight: 1040, colorDepth: 24 },
    devicePixelRatio: 2,
    innerWidth: 1900,
    innerHeight: 900,
    outerWidth: 1920,
  });
  const found = await gather(screenSignal, 1000);
  assert.equal(found.avail_height, 1040);
  assert.equal(found.pixel_ratio, 2);
  assert.deepEqual(found.outer_height, { error: "failed" });
  assert.deepEqual(found.orientation, { error: "unsupported" });
});
