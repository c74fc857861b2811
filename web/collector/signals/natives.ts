// Whether a function is the browser's own. Spoofing tools replace functions, and four things reveal
// a replacement: its source text, its own properties, the receivers it accepts, and, for a Proxy,
// that the engine does not detect a cycle through it.

type Callable = (...args: never[]) => unknown;

/** `Function.prototype.toString` of this realm, or of another that a spoofing tool may miss. */
export type ToString = typeof Function.prototype.toString;

/** The only own properties of built-in functions (ECMA-262, 10.3 and 17). */
const BUILT_IN_PROPERTIES = ["length", "name"];

function textIsNative(target: Callable, name: string, sourceText: ToString): boolean {
  // A Proxy and a bound function have no name in their text.
  const text = sourceText.call(target).replace(/\s+/g, " ");
  return (
    text === `function ${name}() { [native code] }` ||
    text === `function get ${name}() { [native code] }`
  );
}

/** An ordinary function cannot become its own ancestor; through a Proxy the engine allows it. */
export function isProxy(target: Callable): boolean {
  const parent = Object.getPrototypeOf(target) as object | null;
  try {
    Object.setPrototypeOf(target, Object.create(target) as object);
  } catch {
    return false;
  }
  Object.setPrototypeOf(target, parent);
  return true;
}

export function isNative(target: unknown, name: string, toStrings: ToString[]): boolean {
  if (typeof target !== "function") return false;
  const callable = target as Callable;
  return (
    toStrings.every((sourceText) => textIsNative(callable, name, sourceText)) &&
    Object.getOwnPropertyNames(callable).every((property) =>
      BUILT_IN_PROPERTIES.includes(property),
    ) &&
    !isProxy(callable)
  );
}

/** Whether a getter throws on an object of another type, as the platform's do (Web IDL, 3.7.6). */
export function rejectsOtherTypes(getter: Callable, prototype: object): boolean {
  try {
    getter.call(prototype as never);
    return false;
  } catch {
    return true;
  }
}
