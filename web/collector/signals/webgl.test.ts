import assert from "node:assert/strict";
import { test } from "node:test";

import { graphics } from "./webgl";

/** A context with these parameters; `unmasked` are behind the extension. */
function canvas(
  parameters: Record<string, unknown>,
  unmasked?: Record<string, unknown>,
): { canvas: HTMLCanvasElement; lost: () => boolean } {
  let lost = false;
  const context = {
    VENDOR: "VENDOR",
    RENDERER: "RENDERER",
    MAX_TEXTURE_SIZE: "MAX_TEXTURE_SIZE",
    getParameter: (name: string) => parameters[name] ?? unmasked?.[name],
    getSupportedExtensions: () => ["a", "b"],
    getExtension: (name: string) => {
      if (name === "WEBGL_lose_context") return { loseContext: () => (lost = true) };
      return unmasked && { UNMASKED_VENDOR_WEBGL: "UV", UNMASKED_RENDERER_WEBGL: "UR" };
    },
  };
  return { canvas: { getContext: () => context } as never, lost: () => lost };
}

test("the unmasked names are those of the extension", () => {
  const found = graphics(
    canvas(
      { VENDOR: "WebKit", RENDERER: "WebKit WebGL", MAX_TEXTURE_SIZE: 8192 },
      { UV: "Google Inc.", UR: "ANGLE (…)" },
    ).canvas,
  );
  assert.deepEqual(found, {
    vendor: "Google Inc.",
    renderer: "ANGLE (…)",
    masked_vendor: "WebKit",
    masked_renderer: "WebKit WebGL",
    extension_count: 2,
    max_texture_size: 8192,
  });
});

test("where the plain names are the real ones, the extension is not used", () => {
  const found = graphics(canvas({ VENDOR: "Intel", RENDERER: "Intel(R) HD Graphics" }).canvas);
  assert.equal(found.vendor, "Intel");
  assert.equal(found.renderer, "Intel(R) HD Graphics");
});

test("a browser that hides its names is blocked, not unsupported", () => {
  assert.deepEqual(graphics(canvas({ VENDOR: "Mozilla", RENDERER: "Mozilla" }).canvas).vendor, {
    error: "blocked",
  });
});

test("without WebGL every field is unsupported", () => {
  const found = graphics({ getContext: () => null } as never);
  assert.deepEqual(
    [...new Set(Object.values(found).map((value) => JSON.stringify(value)))],
    ['{"error":"unsupported"}'],
  );
});

test("the context is released", () => {
  const { canvas: element, lost } = canvas({ VENDOR: "Intel", RENDERER: "Intel" });
  graphics(element);
  assert.equal(lost(), true);
});
