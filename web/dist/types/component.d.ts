/** Why a field has no value. */
export type Fault = 
/** The browser does not have the feature. */
"unsupported"
/** The feature exists on https only, and this page is not on https. */
 | "insecure_context"
/** A policy, a permission or a cross-origin rule forbids reading it. */
 | "blocked"
/** The time budget ended first. */
 | "timeout"
/** Reading it threw an error. */
 | "failed";
export type Missing = {
    error: Fault;
};
export type Component<T> = T | Missing;
/** Thrown by a signal that knows why it has no value. */
export declare class Unreadable extends Error {
    readonly fault: Fault;
    constructor(fault: Fault);
}
export declare function missing(error: unknown): Missing;
/** Reads one field. Whatever it throws becomes its value; `undefined` is "unsupported". */
export declare function read<T>(reader: () => T): Component<Exclude<T, undefined>>;
/** The same for an asynchronous field. */
export declare function settle<T>(reading: Promise<T>): Promise<Component<Exclude<T, undefined>>>;
type Fields<R extends Record<string, () => unknown>> = {
    [K in keyof R]: Component<Exclude<ReturnType<R[K]>, undefined>>;
};
/** Reads several fields, each independently of the others. */
export declare function fields<R extends Record<string, () => unknown>>(readers: R): Fields<R>;
/** `value`; throws the reason where it is missing. */
export declare function present<T>(value: T | null | undefined, needsHttps?: boolean): T;
export {};
