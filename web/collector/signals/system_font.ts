// The font that the system draws menus with, as the page may use it: "13.3333px Sans". Gecko without
// a window has one of its own.

import { Unreadable } from "../component";
import { frame } from "./frame";

/** Read from the frame's element, which is the page's own: inside, an unseen frame has no styles. */
export function systemFont(): string {
  const element = frame();
  element.style.font = "menu";
  const { fontSize, fontFamily } = getComputedStyle(element);
  element.style.font = "";
  if (!fontFamily) throw new Unreadable("unsupported");
  return `${fontSize} ${fontFamily}`.slice(0, 64);
}
