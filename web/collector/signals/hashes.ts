// Digests of what the machine draws, sounds and computes. Two that differ where they should not
// tell of added noise; the values themselves are never sent.

import { Unreadable, present } from "../component";
import { digest } from "../digest";

const WIDTH = 180;
const HEIGHT = 40;

function draw(): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = present(canvas.getContext("2d", { willReadFrequently: true }));
  context.textBaseline = "alphabetic";
  context.fillStyle = "#f60";
  context.fillRect(70, 4, 62, 20);
  context.fillStyle = "#069";
  context.font = '13px "Times New Roman"';
  context.fillText("Cwm fjordbank \u{1F603}", 2, 16);
  context.globalCompositeOperation = "multiply";
  context.fillStyle = "rgb(255 0 255)";
  context.arc(40, 24, 14, 0, Math.PI * 2);
  context.arc(40, 24, 7, 0, Math.PI * 2);
  context.fill("evenodd");
  return context;
}

function pixels(context: CanvasRenderingContext2D): string {
  return digest(String.fromCharCode(...context.getImageData(0, 0, WIDTH, HEIGHT).data));
}

/** Whether a canvas gives back other pixels than were drawn: a plain colour is the same everywhere. */
function canvasNoise(): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  const context = present(canvas.getContext("2d", { willReadFrequently: true }));
  context.fillStyle = "#336699";
  context.fillRect(0, 0, 16, 16);
  const { data } = context.getImageData(0, 0, 16, 16);
  const drawn = [0x33, 0x66, 0x99, 0xff];
  return data.some((value, i) => value !== drawn[i & 3]);
}

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

/** The last digits of these differ by engine and by the system's library. */
function math(): string {
  const values = [
    Math.tan(-1e300), Math.sin(Math.PI * 1e10), Math.cos(1e17), Math.exp(100), Math.expm1(10), Math.sinh(492), Math.cosh(1.5), Math.tanh(0.123),
    Math.asinh(1e300), Math.acosh(1e308), Math.atanh(0.5), Math.log1p(0.3), Math.cbrt(100), Math.pow(Math.PI, -100), Math.atan2(1e-310, 2),
  ];
  return digest(values.join());
}

export const hashesSignal = {
  canvas: () => pixels(draw()),
  canvas_noise: canvasNoise,
  audio,
  math,
};
