import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { countsSignal } from "./counts";

test("voices that load late are counted", async () => {
  const speech = Object.assign(new EventTarget(), {
    voices: [] as string[],
    getVoices: () => speech.voices,
  });
  setGlobals({ speechSynthesis: speech });
  const counted = countsSignal.voices();
  speech.voices = ["a", "b"];
  speech.dispatchEvent(new Event("voiceschanged"));
  assert.equal(await counted, 2);
});

test("a machine without voices counts none, after a short wait", async () => {
  setGlobals({ speechSynthesis: Object.assign(new EventTarget(), { getVoices: () => [] }) });
  const started = performance.now();
  assert.equal(await countsSignal.voices(), 0);
  assert.ok(performance.now() - started < 400);
});

test("devices are counted on https only", async () => {
  setGlobals({ navigator: { mimeTypes: { length: 2 } }, isSecureContext: false });
  await assert.rejects(countsSignal.media_devices(), { fault: "insecure_context" });
  assert.equal(countsSignal.mime_types(), 2);
});
