/** One probe: its kind, then what it names. An exception counts as no. */
export declare function holds(line: string): boolean;
/** Packs answers, the first into the highest bit of the first byte. */
export declare function pack(answers: boolean[]): string;
export declare const probesSignal: {
    set: () => string;
    bits: () => string;
};
