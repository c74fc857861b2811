export declare const pluginsSignal: () => string[];
