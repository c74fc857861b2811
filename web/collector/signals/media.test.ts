import assert from "node:assert/strict";
import { test } from "node:test";

import { gather } from "../collect";
import { setGlobals } from "../set_globals";
import { mediaSignal } from "./media";

const phone = [
  "(pointer:coarse)",
  "(any-pointer:coarse)",
  "(color-gamut:p3)",
  "(color-gamut:srgb)",
  "(prefers-color-scheme:dark)",
  "(display-mode:standalone)",
];

/** No document: a font is asked for elsewhere. */
const bare = { document: undefined };

test("a phone has a coarse pointer, no hover, and its widest colour gamut", async () => {
  setGlobals({
    ...bare,
    window: { ontouchstart: null },
    matchMedia: (query: string) => ({ matches: phone.includes(query) }),
  });
  const found = await gather(mediaSignal, 1000);
  assert.deepEqual(found, {
    prefers_dark: true,
    prefers_reduced_motion: false,
    pointer: "coarse",
    any_pointer: "coarse",
    hover: false,
    any_hover: false,
    color_gamut: "p3",
    display_mode: "standalone",
    system_font: { error: "failed" },
    touch_events: true,
  });
});

test("a feature of which no value matches is unsupported", async () => {
  setGlobals({ ...bare, window: {}, matchMedia: () => ({ matches: false }) });
  assert.deepEqual((await gather(mediaSignal, 1000)).color_gamut, { error: "unsupported" });
});
