import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { hashesSignal } from "./hashes";

/** Renders these samples, whatever is played. */
function rendering(sample: (i: number) => number): unknown {
  const node = () =>
    new Proxy({}, { get: () => Object.assign(() => {}, { value: 0 }), set: () => true });
  return class {
    createOscillator = node;
    createDynamicsCompressor = node;
    startRendering = async () => ({
      getChannelData: () => Float32Array.from({ length: 5000 }, (_, i) => sample(i)),
    });
  };
}

test("what sounds differently has another digest", async () => {
  setGlobals({ OfflineAudioContext: rendering((i) => Math.sin(i)) });
  const first = await hashesSignal.audio();
  setGlobals({ OfflineAudioContext: rendering((i) => Math.sin(i) * 1.0001) });
  assert.notEqual(first, await hashesSignal.audio());
});

test("silence is a browser that keeps its sound to itself", async () => {
  setGlobals({ OfflineAudioContext: rendering(() => 0) });
  await assert.rejects(hashesSignal.audio(), { fault: "blocked" });
});

test("a browser without sound has none", async () => {
  setGlobals({ OfflineAudioContext: undefined });
  await assert.rejects(hashesSignal.audio(), { fault: "unsupported" });
});

test("the same machine computes the same", () => {
  assert.equal(hashesSignal.math(), hashesSignal.math());
});
