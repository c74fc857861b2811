// Whether a page may write its history without limit. Chromium ignores further writes after 200 in
// ten seconds; Puppeteer and Playwright disable this protection
// (--disable-ipc-flooding-protection), whatever else they hide. No known other program does.

import { Unreadable } from "../component";
import { frame } from "./frame";
import { speaksV8 } from "./stack";

/** One more than Chromium allows (kStateUpdateLimit in navigation_rate_limiter.h). */
const WRITES = 200;

export function historyUnlimited(): boolean {
  // WebKit throws at a hundred, and Gecko's limit is a preference.
  if (!speaksV8()) throw new Unreadable("unsupported");
  const inner = frame().contentWindow as Window;
  for (let count = 0; count <= WRITES; count++) inner.history.replaceState(count, "");
  return inner.history.state === WRITES;
}
