import { canvasHash, canvasNoise } from "./canvas";
declare function audio(): Promise<string>;
/** The last digits of these differ by engine and by the system's library. */
declare function math(): string;
export declare const hashesSignal: {
    canvas: typeof canvasHash;
    canvas_noise: typeof canvasNoise;
    audio: typeof audio;
    math: typeof math;
};
export {};
