import assert from "node:assert/strict";
import { test } from "node:test";

import { installedFonts } from "./fonts";

/** A canvas of a machine with these fonts: a family that is there has a width of its own. */
function machine(...installed: string[]): HTMLCanvasElement {
  const context = {
    font: "",
    measureText: () => ({
      width:
        installed.findIndex((font) => context.font.includes(`"${font}"`)) +
        (context.font.endsWith("serif") ? 200 : 100),
    }),
  };
  return { getContext: () => context } as never;
}

test("a font is installed when it changes the width of the text", () => {
  assert.deepEqual(installedFonts(machine("Menlo", "Arial", "No Such Font")), ["Menlo", "Arial"]);
});

test("a machine without these fonts has an empty list", () => {
  assert.deepEqual(installedFonts(machine()), []);
});

test("a canvas that cannot draw is unsupported", () => {
  assert.throws(() => installedFonts({ getContext: () => null } as never), {
    fault: "unsupported",
  });
});
