type Callable = (...args: never[]) => unknown;
/** `Function.prototype.toString` of this realm, or of another that a spoofing tool may miss. */
export type ToString = typeof Function.prototype.toString;
/** An ordinary function cannot become its own ancestor; through a Proxy the engine allows it. */
export declare function isProxy(target: Callable): boolean;
export declare function isNative(target: unknown, name: string, toStrings: ToString[]): boolean;
/** Whether a getter throws on an object of another type, as the platform's do (Web IDL, 3.7.6). */
export declare function rejectsOtherTypes(getter: Callable, prototype: object): boolean;
export {};
