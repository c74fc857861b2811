export declare function installedFonts(canvas: HTMLCanvasElement | OffscreenCanvas): string[];
export declare const fontsSignal: () => Promise<import("..").Component<string[]>>;
