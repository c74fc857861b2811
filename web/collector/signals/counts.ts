// How many devices, voices and MIME types there are, never which ones.

import { present } from "../component";

/** Voices load late; a browser that has some reports them within this time. */
const VOICES_MS = 150;

async function voices(): Promise<number> {
  const speech = present(globalThis.speechSynthesis);
  const now = speech.getVoices().length;
  if (now > 0) return now;
  await new Promise((resolve) => {
    speech.addEventListener("voiceschanged", resolve, { once: true });
    setTimeout(resolve, VOICES_MS);
  });
  return speech.getVoices().length;
}

export const countsSignal = {
  media_devices: async () =>
    (await present(navigator.mediaDevices, true).enumerateDevices()).length,
  voices,
  mime_types: () => navigator.mimeTypes.length,
};
