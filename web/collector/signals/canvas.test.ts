import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { canvasNoise, picture } from "./canvas";

/** A canvas that returns these pixels, whatever is drawn. */
function canvas(pixel: (i: number) => number): HTMLCanvasElement {
  const getImageData = (_x: number, _y: number, width: number, height: number) => ({
    data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => pixel(i)),
  });
  const pen = new Proxy(
    {},
    { get: (_, name) => (name === "getImageData" ? getImageData : () => {}), set: () => true },
  );
  return { getContext: () => pen } as never;
}

const plain = [0x33, 0x66, 0x99, 0xff];

test("the digest depends on the pixels alone", () => {
  assert.equal(picture(canvas((i) => i & 255)), picture(canvas((i) => i & 255)));
  assert.notEqual(picture(canvas((i) => i & 255)), picture(canvas((i) => (i === 7 ? 0 : i & 255))));
});

test("a plain colour that is read back changed is noise", () => {
  setGlobals({ document: { createElement: () => canvas((i) => plain[i & 3]!) } });
  assert.equal(canvasNoise(), false);
  setGlobals({
    document: { createElement: () => canvas((i) => plain[i & 3]! ^ (i === 500 ? 1 : 0)) },
  });
  assert.equal(canvasNoise(), true);
});
