// Whether the browser lets a page write its history as often as it likes. Chromium stops at 200
// writes in ten seconds, to protect itself; Puppeteer and Playwright switch that protection off
// (--disable-ipc-flooding-protection), whatever else they hide. Nobody else does.

import { Unreadable } from "../component";
import { frame } from "./frame";
import { speaksV8 } from "./stack";

/** One more than Chromium takes (kStateUpdateLimit of navigation_rate_limiter.h). */
const WRITES = 200;

export function historyUnlimited(): boolean {
  // WebKit throws at a hundred, and Gecko's limit is a preference.
  if (!speaksV8()) throw new Unreadable("unsupported");
  const inner = frame().contentWindow as Window;
  for (let count = 0; count <= WRITES; count++) inner.history.replaceState(count, "");
  return inner.history.state === WRITES;
}
