/** Why a field has no value. */
export type Fault = 
/** The browser has no such thing. */
"unsupported"
/** It exists on https only, and this page is not. */
 | "insecure_context"
/** A policy, a permission or a cross-origin rule forbids it. */
 | "blocked"
/** The time budget ended first. */
 | "timeout"
/** It threw. */
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
/** The same for a field that needs waiting. */
export declare function settle<T>(reading: Promise<T>): Promise<Component<Exclude<T, undefined>>>;
type Fields<R extends Record<string, () => unknown>> = {
    [K in keyof R]: Component<Exclude<ReturnType<R[K]>, undefined>>;
};
/** Reads several fields, each for itself. */
export declare function fields<R extends Record<string, () => unknown>>(readers: R): Fields<R>;
/** `value`, or the reason why it is not there. */
export declare function present<T>(value: T | null | undefined, needsHttps?: boolean): T;
export {};
