// One card per question: the answer, its probability, and the alternatives.

import type { Choice, Verdict } from "../collector/classify";
import { bar, element } from "./dom";
import { name, percent, QUESTIONS, starting } from "./words";

interface Card {
  question: string;
  answer: string;
  probability: number;
  note: string;
  /** Whether the answer is a warning. */
  alarm?: boolean;
}

function card({ question, answer, probability, note, alarm }: Card): HTMLElement {
  return element(
    "li",
    { class: alarm ? "card alarm" : "card" },
    element("h3", {}, QUESTIONS[question] ?? question),
    element("p", { class: "answer" }, answer),
    answer === "Unknown"
      ? null
      : element(
          "p",
          { class: "sure" },
          bar(probability),
          element("span", { class: "number" }, percent(probability)),
        ),
    note ? element("p", { class: "note" }, note) : null,
  );
}

function choice(question: string, { label, probability, alternatives = [] }: Choice): Card {
  const others = alternatives.filter(([, share]) => share >= 0.01).slice(0, 2);
  const note = others.map(([other, share]) => `${name(other)} ${percent(share)}`).join(", ");
  return { question, answer: starting(label), probability, note: note && `or ${note}` };
}

function version({ version }: Verdict): Card {
  const [low, high] = version.range ?? [null, null];
  const known = version.label !== null && version.label !== "unknown";
  const range =
    low === null ? "" : high === null ? `${low} or newer` : low === high ? "" : `${low} to ${high}`;
  const basis = version.basis === "claim_within_range" ? "as claimed" : "";
  const note = known
    ? [basis, low !== null && low > 1 ? range : ""].filter(Boolean).join(", within ")
    : "";
  return {
    question: "version",
    answer: known ? version.label! : "Unknown",
    probability: version.probability,
    note,
  };
}

function automation({ automation }: Verdict): Card {
  const { detected, probability, kind, tool } = automation;
  const answer = detected ? name(tool ?? kind) : "None detected";
  return {
    question: "automation",
    answer,
    probability,
    note: detected && tool ? name(kind) : "",
    alarm: detected,
  };
}

function spoofing({ spoofing }: Verdict): Card {
  const { detected, probability, kinds } = spoofing;
  return {
    question: "spoofing",
    answer: detected ? "Detected" : "None detected",
    probability,
    note: kinds.map(name).join(", "),
    alarm: detected,
  };
}

export function cards(verdict: Verdict): HTMLElement {
  const all = [
    choice("browser", verdict.browser),
    version(verdict),
    choice("os", verdict.os),
    choice("device", verdict.device),
    choice("client", verdict.client),
    automation(verdict),
    spoofing(verdict),
  ];
  return element(
    "section",
    { "aria-label": "Verdict" },
    element("h2", { class: "unseen" }, "Verdict"),
    element("ul", { class: "cards" }, ...all.map(card)),
  );
}
