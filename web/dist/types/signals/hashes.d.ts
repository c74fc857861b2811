/** Whether a canvas gives back other pixels than were drawn: a plain colour is the same everywhere. */
declare function canvasNoise(): boolean;
declare function audio(): Promise<string>;
/** The last digits of these differ by engine and by the system's library. */
declare function math(): string;
export declare const hashesSignal: {
    canvas: () => string;
    canvas_noise: typeof canvasNoise;
    audio: typeof audio;
    math: typeof math;
};
export {};
