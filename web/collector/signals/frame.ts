// An empty frame: a second realm in which a spoofer may have forgotten to lie.

import { present } from "../component";

let borrowed: HTMLIFrameElement | undefined;

/** The one frame of this run; made when first asked for. */
export function frame(): HTMLIFrameElement {
  if (borrowed?.isConnected) return borrowed;
  const element = document.createElement("iframe");
  // Hidden by attribute: a strict policy forbids style. Never seen, read out or focused.
  element.hidden = true;
  element.tabIndex = -1;
  element.setAttribute("aria-hidden", "true");
  // A document of its own makes stealth plug-ins replace what they replace in frames.
  element.srcdoc = "";
  present(document.body ?? document.documentElement).append(element);
  borrowed = element;
  return element;
}

/** Takes the frame out of the page again. */
export function removeFrame(): void {
  borrowed?.remove();
  borrowed = undefined;
}
