// Which fonts of a list are installed; the list distinguishes operating systems. Measured on a
// canvas, without layout or style, and in the worker where there is one: a system's first font
// takes milliseconds.

import { present } from "../component";
import { inWorker } from "./worker";

const FONTS = [
  // Windows
  "Segoe UI",
  "Segoe UI Variable",
  "Calibri",
  "Cambria Math",
  "Consolas",
  "Bahnschrift",
  "MS Gothic",
  "Tahoma",
  "Sitka Text",
  // macOS and iOS
  "Helvetica Neue",
  "Menlo",
  "Monaco",
  "Geneva",
  "Lucida Grande",
  "Avenir Next",
  "Apple Color Emoji",
  "Hiragino Sans",
  "PingFang SC",
  "Chalkboard SE",
  // Android and ChromeOS
  "Roboto",
  "Noto Color Emoji",
  "Droid Sans",
  "Dancing Script",
  "Cutive Mono",
  "Google Sans",
  "SamsungOne",
  // Linux desktops
  "DejaVu Sans",
  "Liberation Sans",
  "Ubuntu",
  "Cantarell",
  "Noto Sans",
  "Nimbus Sans",
  "FreeSans",
  "Droid Sans Fallback",
  // Common to several systems
  "Arial",
  "Times New Roman",
  "Courier New",
  "Georgia",
  "Comic Sans MS",
  "Impact",
  "Arimo",
  "Microsoft YaHei",
] as const;

const SAMPLE = "mwWil1@&0";
const FALLBACKS = ["monospace", "serif"] as const;

export function installedFonts(canvas: HTMLCanvasElement | OffscreenCanvas): string[] {
  const context = present((canvas as HTMLCanvasElement).getContext("2d"));
  const width = (family: string): number => {
    context.font = `72px ${family}`;
    return context.measureText(SAMPLE).width;
  };
  const plain = FALLBACKS.map(width);
  return FONTS.filter((font) =>
    FALLBACKS.some((fallback, i) => width(`"${font}",${fallback}`) !== plain[i]),
  );
}

export const fontsSignal = () =>
  inWorker("fonts", () => installedFonts(document.createElement("canvas")));
