declare function voices(): Promise<number>;
export declare const countsSignal: {
    media_devices: () => Promise<number>;
    voices: typeof voices;
    mime_types: () => number;
};
export {};
