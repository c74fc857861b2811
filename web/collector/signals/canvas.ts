// A digest of a drawing: letters, an emoji, overlapping shapes. The picture itself is never sent.

import { present } from "../component";
import { digest } from "../digest";
import { inWorker } from "./worker";

const WIDTH = 180;
const HEIGHT = 40;

type Canvas = HTMLCanvasElement | OffscreenCanvas;

function context(canvas: Canvas, width: number, height: number): CanvasRenderingContext2D {
  canvas.width = width;
  canvas.height = height;
  return present((canvas as HTMLCanvasElement).getContext("2d", { willReadFrequently: true }));
}

export function picture(canvas: Canvas): string {
  const pen = context(canvas, WIDTH, HEIGHT);
  pen.fillStyle = "#f60";
  pen.fillRect(70, 4, 62, 20);
  pen.fillStyle = "#069";
  pen.font = '13px "Times New Roman"';
  pen.fillText("Cwm fjordbank \u{1F603}", 2, 16);
  pen.globalCompositeOperation = "multiply";
  pen.fillStyle = "rgb(255 0 255)";
  pen.arc(40, 24, 14, 0, Math.PI * 2);
  pen.arc(40, 24, 7, 0, Math.PI * 2);
  pen.fill("evenodd");
  return digest(String.fromCharCode(...pen.getImageData(0, 0, WIDTH, HEIGHT).data));
}

export const canvasHash = () => inWorker("canvas", () => picture(document.createElement("canvas")));

/** Whether pixels read back differ from those drawn: a plain colour is the same everywhere. */
export function canvasNoise(): boolean {
  const pen = context(document.createElement("canvas"), 16, 16);
  pen.fillStyle = "#336699";
  pen.fillRect(0, 0, 16, 16);
  const drawn = [0x33, 0x66, 0x99, 0xff];
  return pen.getImageData(0, 0, 16, 16).data.some((value, i) => value !== drawn[i & 3]);
}
