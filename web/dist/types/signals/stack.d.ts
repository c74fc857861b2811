export declare const speaksV8: () => boolean;
