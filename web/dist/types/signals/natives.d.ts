type Callable = (...args: never[]) => unknown;
/** `Function.prototype.toString` of this realm or of another one, which a spoofer may have missed. */
export type ToString = typeof Function.prototype.toString;
/** An ordinary function refuses to become its own ancestor; through a Proxy the engine cannot tell. */
export declare function isProxy(target: Callable): boolean;
export declare function isNative(target: unknown, name: string, toStrings: ToString[]): boolean;
/** A getter of the platform throws on an object that is not of its kind (Web IDL, 3.7.6). */
export declare function refusesStrangers(getter: Callable, prototype: object): boolean;
export {};
