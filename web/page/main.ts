// The page: the verdict on the visitor's own browser, or on a fingerprint that they paste.

import type { classify as Classify, ClassifyError, Verdict } from "../collector/classify";
import type { collect as Collect } from "../collector/collect";
import { announce, byId, element } from "./dom";
import { EXAMPLE } from "./example";
import { show } from "./verdict";

declare const fingerprintApi: { classify: typeof Classify; collect: typeof Collect };

const EXPLAIN = { options: { explain: "full" } };

function failed(place: HTMLElement, error: unknown, id: string, level: "h1" | "h2"): void {
  const { problem = {}, status } = error as Partial<ClassifyError>;
  const detail =
    problem.detail ??
    (status ? `The service answered with status ${status}.` : "The service could not be reached.");
  place.replaceChildren(
    element(
      "header",
      { class: "hero warn" },
      element("p", { class: "eyebrow" }, "No verdict"),
      element(
        level,
        { id, class: "statement" },
        problem.title ?? "The service returned no verdict",
      ),
      element("p", { class: "lede" }, detail),
    ),
  );
  announce("No verdict");
}

async function thisBrowser(): Promise<void> {
  const place = byId("verdict-you");
  try {
    const browser = await fingerprintApi.collect();
    const verdict = await fingerprintApi.classify({ browser, request: EXPLAIN });
    show(place, verdict, {
      eyebrow: "This browser",
      level: "h1",
      id: "headline-you",
      sent: { browser },
    });
    announce("The verdict is shown");
  } catch (error) {
    failed(place, error, "headline-you", "h1");
  }
}

/** The fingerprint in the field, or the reason why it is invalid. */
function pasted(text: string): { fingerprint: Record<string, unknown> } | { wrong: string } {
  if (text.trim() === "") return { wrong: "Paste a fingerprint first, or insert the example." };
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== "object" || Array.isArray(value))
      return { wrong: "A fingerprint is a JSON object: { … }." };
    return { fingerprint: value as Record<string, unknown> };
  } catch (error) {
    return { wrong: `This is not valid JSON: ${(error as Error).message}` };
  }
}

async function another(text: string): Promise<void> {
  const place = byId("verdict-other");
  const wrong = byId("wrong");
  const field = byId("fingerprint");
  const given = pasted(text);
  wrong.textContent = "wrong" in given ? given.wrong : "";
  field.toggleAttribute("aria-invalid", "wrong" in given);
  if ("wrong" in given) return;
  try {
    const answer = await fetch("/api/v1/classify", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...EXPLAIN, ...given.fingerprint }),
    });
    const verdict = (await answer.json().catch(() => ({}))) as Verdict;
    if (!answer.ok) throw { status: answer.status, problem: verdict };
    show(place, verdict, { eyebrow: "Pasted client", level: "h2", id: "pasted" });
    announce("The verdict is shown");
  } catch (error) {
    failed(place, error, "pasted", "h2");
  }
  place.scrollIntoView({ block: "start" });
}

/** Shows the view that the address names. */
function view(): void {
  const wanted = location.hash === "#other" ? "other" : "you";
  for (const key of ["you", "other"]) byId(`view-${key}`).hidden = key !== wanted;
  for (const link of document.querySelectorAll("nav a[data-view]")) {
    if (link.getAttribute("data-view") === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

addEventListener("hashchange", () => {
  view();
  byId("main").focus();
});
byId<HTMLFormElement>("form").addEventListener("submit", (event) => {
  event.preventDefault();
  void another(byId<HTMLTextAreaElement>("fingerprint").value);
});
byId("example").addEventListener("click", () => {
  byId<HTMLTextAreaElement>("fingerprint").value = JSON.stringify(EXAMPLE, null, 2);
});
view();
void thisBrowser();
