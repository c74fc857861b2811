// Digests of drawing, audio rendering and arithmetic; the values themselves are never sent.

import { present, Unreadable } from "../component";
import { digest } from "../digest";
import { canvasHash, canvasNoise } from "./canvas";

async function audio(): Promise<string> {
  const context = new (present(globalThis.OfflineAudioContext))(1, 5000, 44_100);
  const oscillator = context.createOscillator();
  oscillator.type = "triangle";
  oscillator.frequency.value = 10_000;
  const compressor = context.createDynamicsCompressor();
  compressor.threshold.value = -50;
  compressor.knee.value = 40;
  compressor.ratio.value = 12;
  compressor.attack.value = 0;
  compressor.release.value = 0.25;
  oscillator.connect(compressor);
  compressor.connect(context.destination);
  oscillator.start(0);
  const buffer = await context.startRendering();
  const samples = buffer.getChannelData(0).subarray(4500);
  if (samples.every((sample) => sample === 0)) throw new Unreadable("blocked");
  return digest(samples.join());
}

/** The last digits of these depend on the engine and on the system's math library. */
function math(): string {
  const values = [
    Math.tan(-1e300),
    Math.sin(Math.PI * 1e10),
    Math.cos(1e17),
    Math.exp(100),
    Math.expm1(10),
    Math.sinh(492),
    Math.cosh(1.5),
    Math.tanh(0.123),
    Math.asinh(1e300),
    Math.acosh(1e308),
    Math.atanh(0.5),
    Math.log1p(0.3),
    Math.cbrt(100),
    // biome-ignore lint/style/useExponentiationOperator: the operator may give other last digits
    Math.pow(Math.PI, -100),
    Math.atan2(1e-310, 2),
  ];
  return digest(values.join());
}

export const hashesSignal = {
  canvas: canvasHash,
  canvas_noise: canvasNoise,
  audio,
  math,
};
