// The evidence for a verdict: reasons, claims, layers, and the fingerprints that other tools use.

import type { Reason, Verdict } from "../collector/classify";
import { bar, copyButton, element } from "./dom";
import { layer, name, percent, QUESTIONS } from "./words";

function panel(title: string, ...children: (HTMLElement | null)[]): HTMLElement {
  return element("section", { class: "panel" }, element("h2", {}, title), ...children);
}

function reason({ code, question, weight, message, evidence, layers }: Reason): HTMLElement {
  const raises = weight > 0;
  const subject = (QUESTIONS[question] ?? question).toLowerCase();
  const sources = layers.map((key) => layer(key)[0]).join(" and ");
  const facts = Object.entries(evidence ?? {}).map(([key, value]) =>
    element("div", {}, element("dt", {}, key), element("dd", {}, String(value))),
  );
  return element(
    "li",
    { class: raises ? "reason against" : "reason for" },
    element("p", { class: "message" }, message),
    element(
      "p",
      { class: "note" },
      `Evidence ${raises ? "for" : "against"} ${subject} · ${sources}`,
    ),
    element(
      "details",
      {},
      element("summary", {}, "Evidence"),
      element(
        "dl",
        { class: "facts" },
        element("div", {}, element("dt", {}, "code"), element("dd", {}, code)),
        ...facts,
      ),
    ),
  );
}

export function reasons({ reasons = [] }: Verdict): HTMLElement {
  if (reasons.length === 0)
    return panel(
      "Why",
      element("p", { class: "note" }, "No contradictions and no traces of automation were found."),
    );
  return panel("Why", element("ol", { class: "reasons" }, ...reasons.map(reason)));
}

const CLAIMED = ["browser", "version", "os", "device"] as const;

export function claims(verdict: Verdict): HTMLElement {
  const rows = CLAIMED.map((question) => {
    const claim = verdict.claimed[question];
    const found = verdict[question].label;
    const silent = !claim || !found || found === "unknown";
    const [mark, word] = silent
      ? ["–", "cannot be compared"]
      : claim === found
        ? ["=", "agree"]
        : ["≠", "differ"];
    return element(
      "tr",
      { class: mark === "≠" ? "differs" : "" },
      element("th", { scope: "row" }, QUESTIONS[question]),
      element("td", {}, claim ? name(claim) : "no claim"),
      element(
        "td",
        { class: "mark" },
        element("span", { "aria-hidden": "true" }, mark),
        element("span", { class: "unseen" }, word),
      ),
      element("td", {}, name(found)),
    );
  });
  const head = ["Question", "Claimed", "", "Detected"].map((title) =>
    element("th", { scope: "col" }, title || element("span", { class: "unseen" }, "Compared")),
  );
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  const source = verdict.claimed.source
    ? element("p", { class: "note" }, `Claimed by the ${name(verdict.claimed.source)}.`)
    : null;
  return panel("Claimed and detected", table, source);
}

interface LayerAnswer {
  used?: boolean;
  source?: string;
  browser?: string;
  probability?: number;
  distribution?: { browser?: [string, number][] };
}

function layerRow(key: string, answer: LayerAnswer): HTMLElement {
  const [title, about] = layer(key);
  const top =
    answer.distribution?.browser?.slice(0, 3) ??
    (answer.browser ? [[answer.browser, answer.probability ?? 0] as [string, number]] : []);
  const shares = top.map(([label, share]) =>
    element(
      "li",
      {},
      element("span", {}, name(label)),
      bar(share),
      element("span", { class: "number" }, percent(share)),
    ),
  );
  return element(
    "li",
    { class: "layer" },
    element(
      "h3",
      {},
      title,
      answer.source ? element("span", { class: "source" }, answer.source) : null,
    ),
    element("p", { class: "note" }, about),
    shares.length > 0 ? element("ul", { class: "shares" }, ...shares) : null,
  );
}

export function layers(verdict: Verdict): HTMLElement {
  const all = Object.entries(verdict.layers) as [string, LayerAnswer][];
  const rows = all
    .filter(([, answer]) => answer.used)
    .map(([key, answer]) => layerRow(key, answer));
  const unseen = all.filter(([, answer]) => !answer.used).map(([key]) => layer(key)[0]);
  const note =
    unseen.length > 0
      ? element("p", { class: "note" }, `Not observed: ${unseen.join(", ")}.`)
      : null;
  return panel(
    "Evidence by layer",
    rows.length > 0 ? element("ul", { class: "layers" }, ...rows) : null,
    note,
  );
}

const STRINGS: Record<string, string> = {
  ja3_hash: "JA3 hash",
  ja3: "JA3",
  ja4: "JA4",
  ja4_r: "JA4 raw",
  akamai: "HTTP/2 (Akamai)",
  akamai_hash: "HTTP/2 hash",
  p0f: "TCP (p0f)",
  header_order: "Header order",
};

/** Fingerprints in the notation of other tools; missing ones are left out. */
export function strings(verdict: Verdict): HTMLElement | string {
  const known = Object.entries((verdict.fingerprints ?? {}) as Record<string, unknown>).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  if (known.length === 0) return "";
  const rows = known.map(([key, value]) => {
    const title = STRINGS[key] ?? key;
    return element(
      "div",
      {},
      element("dt", {}, title),
      element("dd", {}, element("code", {}, String(value)), copyButton(title, String(value))),
    );
  });
  return panel("Fingerprints", element("dl", { class: "strings" }, ...rows));
}
