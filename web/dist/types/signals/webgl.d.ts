import { type Component } from "../component";
export interface Graphics {
    vendor: Component<string>;
    renderer: Component<string>;
    masked_vendor: Component<string>;
    masked_renderer: Component<string>;
    extension_count: Component<number>;
    max_texture_size: Component<number>;
}
/** Also for a worker, which has OffscreenCanvas only. */
export declare function graphics(canvas: HTMLCanvasElement | OffscreenCanvas): Graphics;
export declare const webglSignal: () => Graphics;
