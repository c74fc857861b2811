// Elements from plain values. Text stays text: nothing that a client sends is parsed as markup.

type Child = Node | string | null | undefined | false;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** A bar of this share, hidden from screen readers: the number beside it is read instead. */
export function bar(share: number): HTMLElement {
  const made = element("span", { class: "bar", "aria-hidden": "true" });
  made.style.setProperty("--share", String(Math.max(0, Math.min(1, share))));
  return made;
}

/** Announces to screen readers what happened. */
export function announce(text: string): void {
  byId("state").textContent = text;
}

/** A button that copies a text and confirms it. */
export function copyButton(what: string, text: string): HTMLButtonElement {
  const button = element(
    "button",
    { type: "button", class: "copy", "aria-label": `Copy ${what}` },
    "Copy",
  );
  button.addEventListener("click", () => {
    // The clipboard exists on https only.
    const copied =
      navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    copied.then(
      () => {
        button.textContent = "Copied";
        announce(`Copied ${what}`);
        setTimeout(() => (button.textContent = "Copy"), 1500);
      },
      () => {
        button.textContent = "Not copied";
        announce("The browser does not allow copying to the clipboard");
      },
    );
  });
  return button;
}
