// The system's menu font, as a page may use it: "13.3333px Sans". Headless Gecko has its own.

import { Unreadable } from "../component";
import { frame } from "./frame";

/** Read from the frame's element in the page, since inside a hidden frame there are no styles. */
export function systemFont(): string {
  const element = frame();
  element.style.font = "menu";
  const { fontSize, fontFamily } = getComputedStyle(element);
  element.style.font = "";
  if (!fontFamily) throw new Unreadable("unsupported");
  return `${fontSize} ${fontFamily}`.slice(0, 64);
}
