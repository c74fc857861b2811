type Canvas = HTMLCanvasElement | OffscreenCanvas;
export declare function picture(canvas: Canvas): string;
export declare const canvasHash: () => Promise<import("..").Component<string>>;
/** Whether the page gets back other pixels than it drew: a plain colour is the same everywhere. */
export declare function canvasNoise(): boolean;
export {};
