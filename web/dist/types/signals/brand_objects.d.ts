export declare const brandObjects: () => string[];
