// What a field of the payload holds: a value, or a typed reason why there is none. "Missing",
// "blocked" and "broken" are different facts, so a field is never left out or invented.

/** Why a field has no value. */
export type Fault =
  /** The browser does not have the feature. */
  | "unsupported"
  /** The feature exists on https only, and this page is not on https. */
  | "insecure_context"
  /** A policy, a permission or a cross-origin rule forbids reading it. */
  | "blocked"
  /** The time budget ended first. */
  | "timeout"
  /** Reading it threw an error. */
  | "failed";

export type Missing = { error: Fault };
export type Component<T> = T | Missing;

/** Thrown by a signal that knows why it has no value. */
export class Unreadable extends Error {
  constructor(readonly fault: Fault) {
    super(fault);
  }
}

const FORBIDDING = ["SecurityError", "NotAllowedError", "InvalidAccessError"];

export function missing(error: unknown): Missing {
  if (error instanceof Unreadable) return { error: error.fault };
  const name = (error as { name?: unknown } | null)?.name;
  return { error: FORBIDDING.includes(String(name)) ? "blocked" : "failed" };
}

function component<T>(value: T): Component<Exclude<T, undefined>> {
  return value === undefined ? { error: "unsupported" } : (value as Exclude<T, undefined>);
}

/** Reads one field. Whatever it throws becomes its value; `undefined` is "unsupported". */
export function read<T>(reader: () => T): Component<Exclude<T, undefined>> {
  try {
    return component(reader());
  } catch (error) {
    return missing(error);
  }
}

/** The same for an asynchronous field. */
export async function settle<T>(reading: Promise<T>): Promise<Component<Exclude<T, undefined>>> {
  try {
    return component(await reading);
  } catch (error) {
    return missing(error);
  }
}

type Fields<R extends Record<string, () => unknown>> = {
  [K in keyof R]: Component<Exclude<ReturnType<R[K]>, undefined>>;
};

/** Reads several fields, each independently of the others. */
export function fields<R extends Record<string, () => unknown>>(readers: R): Fields<R> {
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(readers)) found[key] = read(readers[key]!);
  return found as Fields<R>;
}

/** `value`; throws the reason where it is missing. */
export function present<T>(value: T | null | undefined, needsHttps = false): T {
  if (value !== undefined && value !== null) return value;
  throw new Unreadable(needsHttps && !isSecureContext ? "insecure_context" : "unsupported");
}
