// Which fonts are installed, of a list that tells systems apart. Measured on a canvas: no layout, no style.

import { present } from "../component";

const FONTS = [
  // Windows
  "Segoe UI", "Segoe UI Variable", "Calibri", "Cambria Math", "Consolas", "Bahnschrift", "MS Gothic", "Tahoma", "Sitka Text",
  // macOS and iOS
  "Helvetica Neue", "Menlo", "Monaco", "Geneva", "Lucida Grande", "Avenir Next", "Apple Color Emoji", "Hiragino Sans", "PingFang SC", "Chalkboard SE",
  // Android and ChromeOS
  "Roboto", "Noto Color Emoji", "Droid Sans", "Dancing Script", "Cutive Mono", "Google Sans", "SamsungOne",
  // Linux desktops
  "DejaVu Sans", "Liberation Sans", "Ubuntu", "Cantarell", "Noto Sans", "Nimbus Sans", "FreeSans", "Droid Sans Fallback",
  // Everywhere and nowhere in particular
  "Arial", "Times New Roman", "Courier New", "Georgia", "Comic Sans MS", "Impact", "Arimo", "Microsoft YaHei",
] as const;

const SAMPLE = "mwWil1@&0";
const FALLBACKS = ["monospace", "serif"] as const;

export function fontsSignal(): string[] {
  const context = present(document.createElement("canvas").getContext("2d"));
  const width = (family: string): number => {
    context.font = `72px ${family}`;
    return context.measureText(SAMPLE).width;
  };
  const plain = FALLBACKS.map(width);
  return FONTS.filter((font) => FALLBACKS.some((fallback, i) => width(`"${font}",${fallback}`) !== plain[i]));
}
