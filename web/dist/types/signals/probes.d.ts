/** One probe: the letter of its kind, then a name. An exception counts as absent. */
export declare function isPresent(line: string): boolean;
/** Packs answers into bytes, the first into the highest bit of the first byte. */
export declare function pack(answers: boolean[]): string;
export declare const probesSignal: {
    set: () => string;
    bits: () => string;
};
