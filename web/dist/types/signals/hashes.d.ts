import { canvasHash, canvasNoise } from "./canvas";
declare function audio(): Promise<string>;
/** The last digits of these depend on the engine and on the system's math library. */
declare function math(): string;
export declare const hashesSignal: {
    canvas: typeof canvasHash;
    canvas_noise: typeof canvasNoise;
    audio: typeof audio;
    math: typeof math;
};
export {};
