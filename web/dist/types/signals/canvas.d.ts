type Canvas = HTMLCanvasElement | OffscreenCanvas;
export declare function picture(canvas: Canvas): string;
export declare const canvasHash: () => Promise<import("..").Component<string>>;
/** Whether pixels read back differ from those drawn: a plain colour is the same everywhere. */
export declare function canvasNoise(): boolean;
export {};
