// What media queries reveal about the screen and the pointing device.

import { Unreadable } from "../component";
import { systemFont } from "./system_font";

function matches(query: string): boolean {
  return matchMedia(`(${query})`).matches;
}

/** The first value of a media feature that matches. */
function value(feature: string, candidates: string[]): string {
  const found = candidates.find((candidate) => matches(`${feature}:${candidate}`));
  if (found === undefined) throw new Unreadable("unsupported");
  return found;
}

const MODES = [
  "fullscreen",
  "standalone",
  "minimal-ui",
  "window-controls-overlay",
  "picture-in-picture",
  "browser",
];
const POINTERS = ["fine", "coarse", "none"];

export const mediaSignal = {
  prefers_dark: () => matches("prefers-color-scheme:dark"),
  prefers_reduced_motion: () => matches("prefers-reduced-motion:reduce"),
  pointer: () => value("pointer", POINTERS),
  any_pointer: () => value("any-pointer", POINTERS),
  hover: () => matches("hover:hover"),
  any_hover: () => matches("any-hover:hover"),
  color_gamut: () => value("color-gamut", ["rec2020", "p3", "srgb"]),
  /** Includes whether the page fills the screen. */
  display_mode: () => value("display-mode", MODES),
  system_font: systemFont,
  touch_events: () => "ontouchstart" in window,
};
