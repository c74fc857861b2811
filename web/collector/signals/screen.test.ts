import assert from "node:assert/strict";
import { test } from "node:test";

import { gather } from "../collect";
import { setGlobals } from "../set_globals";
import { screenSignal } from "./screen";

test("sizes are those of screen and window; missing ones are unsupported", async () => {
  setGlobals({
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
