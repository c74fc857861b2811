// A verdict as a page: the sentence, the cards, and what they rest on.

import type { Verdict } from "../collector/classify";
import { cards } from "./cards";
import { copyButton, element } from "./dom";
import { claims, layers, reasons, strings } from "./evidence";
import { name, percent, starting } from "./words";

export type Tone = "good" | "warn" | "bad";

/** What the verdict comes down to. */
export function tone({ automation, spoofing, status }: Verdict): Tone {
  if (spoofing.detected) return "bad";
  return automation.detected || status !== "ok" ? "warn" : "good";
}

function what(verdict: Verdict): string {
  const { browser, version, os, client } = verdict;
  if (verdict.status !== "ok" || browser.label === "unknown") return "Not enough to tell";
  const release = version.label && version.label !== "unknown" ? ` ${version.label}` : "";
  const runsOn =
    ["browser", "webview"].includes(client.label) && os.label !== "unknown"
      ? ` on ${name(os.label)}`
      : "";
  return `${starting(browser.label)}${release}${runsOn}`;
}

function claimed({ claimed }: Verdict): string {
  const said = [claimed.browser, claimed.version]
    .filter(Boolean)
    .map((part) => name(part))
    .join(" ");
  return [said, claimed.os ? `on ${name(claimed.os)}` : ""].filter(Boolean).join(" ");
}

function lede(verdict: Verdict): string {
  const { automation, spoofing, browser, status } = verdict;
  if (status !== "ok") return "The evidence supports no answer. More layers would help.";
  const sure = `${percent(browser.probability)} sure.`;
  if (spoofing.detected)
    return `It says that it is ${claimed(verdict) || "something else"}; the evidence contradicts that. ${sure}`;
  if (automation.detected)
    return `Driven by a program: ${name(automation.tool ?? automation.kind)}. ${sure}`;
  return `${sure} Nobody seems to drive it, and nothing contradicts what it says of itself.`;
}

const STAMPS: Record<Tone, string> = {
  good: "Consistent",
  warn: "Look twice",
  bad: "Contradicted",
};

function stamp(verdict: Verdict): string {
  if (verdict.status !== "ok") return "Insufficient";
  return !verdict.spoofing.detected && verdict.automation.detected
    ? "Automated"
    : STAMPS[tone(verdict)];
}

function raw(title: string, value: unknown): HTMLElement {
  const text = JSON.stringify(value, null, 2);
  const block = element("pre", { tabindex: "0", role: "region", "aria-label": title }, text);
  return element(
    "details",
    { class: "raw" },
    element("summary", {}, title),
    element("div", { class: "raw-body" }, copyButton(title.toLowerCase(), text), block),
  );
}

/** Puts the verdict in place of what is there. */
export function show(
  place: HTMLElement,
  verdict: Verdict,
  { eyebrow, level, id, sent }: { eyebrow: string; level: "h1" | "h2"; id: string; sent?: unknown },
): void {
  const heading = element(level, { id, class: "statement" }, what(verdict));
  const hero = element(
    "header",
    { class: `hero ${tone(verdict)}` },
    element(
      "p",
      { class: "eyebrow" },
      eyebrow,
      element("span", { class: "stamp" }, stamp(verdict)),
    ),
    heading,
    element("p", { class: "lede" }, lede(verdict)),
  );
  place.replaceChildren(
    hero,
    cards(verdict),
    reasons(verdict),
    element("div", { class: "pair" }, claims(verdict), layers(verdict)),
    strings(verdict),
    element(
      "section",
      { class: "panel", "aria-label": "Raw JSON" },
      element("h2", {}, "Raw"),
      raw("The verdict", verdict),
      sent ? raw("What was sent", sent) : null,
    ),
  );
}
