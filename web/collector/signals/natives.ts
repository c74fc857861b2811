// Whether a function is the browser's own. A spoofer has to replace functions, and four things
// betray a replacement: its text, what it carries, what it accepts, and, for a Proxy, that the
// engine cannot see a cycle through it.

type Callable = (...args: never[]) => unknown;

/** `Function.prototype.toString` of this realm or of another one, which a spoofer may have missed. */
export type ToString = typeof Function.prototype.toString;

/** Functions of the language and of the platform carry these and nothing else (ECMA-262, 10.3 and 17). */
const CARRIED = ["length", "name"];

function textIsNative(target: Callable, name: string, toString: ToString): boolean {
  // A Proxy and a bound function have no name in their text.
  const text = toString.call(target).replace(/\s+/g, " ");
  return (
    text === `function ${name}() { [native code] }` ||
    text === `function get ${name}() { [native code] }`
  );
}

/** An ordinary function refuses to become its own ancestor; through a Proxy the engine cannot tell. */
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
    toStrings.every((toString) => textIsNative(callable, name, toString)) &&
    Object.getOwnPropertyNames(callable).every((carried) => CARRIED.includes(carried)) &&
    !isProxy(callable)
  );
}

/** A getter of the platform throws on an object that is not of its kind (Web IDL, 3.7.6). */
export function refusesStrangers(getter: Callable, prototype: object): boolean {
  try {
    getter.call(prototype as never);
    return false;
  } catch {
    return true;
  }
}
