export declare const chromeObject: (scope?: unknown) => boolean;
export declare const chromeProperties: () => string[];
