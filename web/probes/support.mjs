// Reads MDN's browser-compat-data (CC0): which release of which browser has which feature.

import { createRequire } from "node:module";

export const BCD = createRequire(import.meta.url)("@mdn/browser-compat-data");

export const BROWSERS = [
  "chrome",
  "edge",
  "firefox",
  "safari",
  "opera",
  "samsunginternet_android",
  "chrome_android",
  "firefox_android",
  "safari_ios",
  "webview_android",
];

/** Built on Chromium, with version numbers of their own. */
export const BRANDS = ["opera", "opera_android", "samsunginternet_android"];

/** Older releases are not distinguished: they are no longer in use. */
const SINCE = "2018-09-01";
const RELEASED = ["retired", "current", "esr"];

/** 9.1 is before 10, and "≤79" is 79. */
function numbers(version) {
  return version.replace("≤", "").split(".").map(Number);
}

export function byVersion(left, right) {
  const [a, b] = [numbers(left), numbers(right)];
  return a[0] - b[0] || (a[1] ?? 0) - (b[1] ?? 0);
}

/** The released versions of a browser, oldest first. */
export function releases(browser) {
  return Object.entries(BCD.browsers[browser].releases)
    .filter(([, { status, release_date: date }]) => RELEASED.includes(status) && date >= SINCE)
    .map(([version]) => version)
    .sort(byVersion);
}

/** A brand's majors, each with the Chromium inside, oldest first: `134:150`. */
export function inside(brand) {
  const majors = new Map(
    Object.entries(BCD.browsers[brand].releases)
      .filter(([, { engine, status }]) => engine === "Blink" && RELEASED.includes(status))
      .sort(([left], [right]) => byVersion(left, right))
      .map(([version, { engine_version: chromium }]) => [
        version.split(".")[0],
        chromium.split(".")[0],
      ]),
  );
  return [...majors].map((pair) => pair.join(":"));
}

/** The support statement of a feature by its path, `api.Document.parseHTMLUnsafe_static`. */
export function compat(feature) {
  const found = feature.split(".").reduce((level, name) => level?.[name], BCD)?.__compat;
  if (!found) throw new Error(`browser-compat-data has no ${feature} any more`);
  return found;
}

/** Whether one statement covers a version under the feature's own name and without a flag. */
function covers(
  { version_added: added, version_removed: removed, flags, prefix, alternative_name: otherName },
  version,
) {
  if (flags || prefix || otherName || typeof added !== "string" || added === "preview")
    return false;
  return (
    byVersion(added, version) <= 0 &&
    !(typeof removed === "string" && removed !== "preview" && byVersion(removed, version) <= 0)
  );
}

/** Whether a release has a feature. What is there in part is there: a probe asks for no more. */
export function supports(feature, browser, version) {
  const statements = compat(feature).support[browser] ?? [];
  return [statements].flat().some((statement) => covers(statement, version));
}
