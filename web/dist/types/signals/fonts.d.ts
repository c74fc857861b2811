export declare function fontsSignal(): string[];
