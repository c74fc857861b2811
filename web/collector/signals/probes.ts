// Which of the published features the browser has, as evidence for its version. The set is
// data/probes/set_1.json; docs/start/collector.md describes it.

import lines from "virtual:probe-set-1";

type Thing = Record<string, unknown> & { prototype?: object };

/** One probe: the letter of its kind, then a name. An exception counts as absent. */
export function isPresent(line: string): boolean {
  try {
    return ASK[line[0]!]!(line.slice(1));
  } catch {
    return false;
  }
}

function reach(path: string): Thing | undefined {
  return path.split(".").reduce<unknown>((thing, name) => (thing as Thing)[name], globalThis) as
    | Thing
    | undefined;
}

/** The thing before the last dot, and the name after it. */
function member(path: string): [Thing | undefined, string] {
  const dot = path.lastIndexOf(".");
  return [
    dot < 0 ? (globalThis as unknown as Thing) : reach(path.slice(0, dot)),
    path.slice(dot + 1),
  ];
}

const ASK: Record<string, (path: string) => boolean> = {
  /** `X` or `X.m`: m is in the prototype when X is a constructor, else in X. */
  a(path) {
    const [owner, name] = member(path);
    return name in ((typeof owner === "function" ? (owner as Thing).prototype : owner) as object);
  },
  /** A static member. */
  s(path) {
    const [owner, name] = member(path);
    return name in owner!;
  },
  /** A built-in of the language: a member of it or of its prototype. */
  j(path) {
    const [owner, name] = member(path);
    return name in owner! || (!!owner!.prototype && name in owner!.prototype);
  },
  c(declaration) {
    const [property, value] = declaration.split(": ");
    return CSS.supports(property!, value!);
  },
  l(name) {
    return [`:${name}`, `::${name}`, `:${name}(a)`, `::${name}(a)`].some((s) =>
      CSS.supports(`selector(${s})`),
    );
  },
};

/** Packs answers into bytes, the first into the highest bit of the first byte. */
export function pack(answers: boolean[]): string {
  const bytes = new Uint8Array(Math.ceil(answers.length / 8));
  answers.forEach((yes, i) => {
    if (yes) bytes[i >> 3]! |= 0x80 >> (i & 7);
  });
  return btoa(String.fromCharCode(...bytes));
}

export const probesSignal = {
  set: () => "1",
  bits: () => pack(lines.split("\n").map(isPresent)),
};
