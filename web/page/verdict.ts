// A verdict as a page: the summary, the cards, and the evidence for them.

import type { Verdict } from "../collector/classify";
import { cards } from "./cards";
import { copyButton, element } from "./dom";
import { claims, layers, reasons, strings } from "./evidence";
import { name, percent, starting } from "./words";

export type Tone = "good" | "warn" | "bad";

/** The colour of the summary. */
export function tone({ automation, spoofing, status }: Verdict): Tone {
  if (spoofing.detected) return "bad";
  return automation.detected || status !== "ok" ? "warn" : "good";
}

function what(verdict: Verdict): string {
  const { browser, version, os, client } = verdict;
  if (verdict.status !== "ok" || browser.label === "unknown") return "Not enough evidence";
  const release = version.label && version.label !== "unknown" ? ` ${version.label}` : "";
  const runsOn =
    ["browser", "webview"].includes(client.label) && os.label !== "unknown"
      ? ` on ${name(os.label)}`
      : "";
  return `${starting(browser.label)}${release}${runsOn}`;
}

function claimed({ claimed }: Verdict): string {
  const client = [claimed.browser, claimed.version]
    .filter(Boolean)
    .map((part) => name(part))
    .join(" ");
  return [client, claimed.os ? `on ${name(claimed.os)}` : ""].filter(Boolean).join(" ");
}

function lede(verdict: Verdict): string {
  const { automation, spoofing, browser, status } = verdict;
  if (status !== "ok")
    return "The evidence is not sufficient for a verdict. More layers would help.";
  const confidence = `Confidence: ${percent(browser.probability)}.`;
  if (spoofing.detected) {
    const claim = claimed(verdict) || "something else";
    return `It claims to be ${claim}, but the evidence contradicts that. ${confidence}`;
  }
  if (automation.detected)
    return `Automated: ${name(automation.tool ?? automation.kind)}. ${confidence}`;
  return `No traces of automation, and nothing contradicts its claims. ${confidence}`;
}

function stamp({ automation, spoofing, status }: Verdict): string {
  if (status !== "ok") return "Insufficient";
  if (spoofing.detected) return "Contradicted";
  return automation.detected ? "Automated" : "Consistent";
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

/** Replaces the content of `place` by the verdict. */
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
      raw("Full verdict", verdict),
      sent ? raw("Data sent", sent) : null,
    ),
  );
}
