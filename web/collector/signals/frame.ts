// An empty frame: a second realm, in which a spoofing tool may have forgotten to change values.

import { present } from "../component";

let current: HTMLIFrameElement | undefined;

/** The one frame of this run, created on first use. */
export function frame(): HTMLIFrameElement {
  if (current?.isConnected) return current;
  const element = document.createElement("iframe");
  // Hidden by attributes, since a strict policy forbids styles.
  element.hidden = true;
  element.tabIndex = -1;
  element.setAttribute("aria-hidden", "true");
  // With a document of its own, stealth plug-ins apply their replacements in the frame.
  element.srcdoc = "";
  present(document.body ?? document.documentElement).append(element);
  current = element;
  return element;
}

/** Removes the frame from the page. */
export function removeFrame(): void {
  current?.remove();
  current = undefined;
}
