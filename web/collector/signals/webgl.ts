// The vendor and renderer of the graphics, as WebGL reports them.

import { type Component, fields, Unreadable } from "../component";

/** Names that hide the real ones. Gecko returns real names, and warns about the extension. */
const MASKED = /^(webkit|mozilla)/i;

export interface Graphics {
  vendor: Component<string>;
  renderer: Component<string>;
  masked_vendor: Component<string>;
  masked_renderer: Component<string>;
  extension_count: Component<number>;
  max_texture_size: Component<number>;
}

/** Also for a worker, which has OffscreenCanvas only. */
export function graphics(canvas: HTMLCanvasElement | OffscreenCanvas): Graphics {
  const gl = canvas.getContext("webgl") as WebGLRenderingContext | null;
  const open = (): WebGLRenderingContext => {
    if (!gl) throw new Unreadable("unsupported");
    return gl;
  };
  const plain = (name: "VENDOR" | "RENDERER"): string => String(open().getParameter(open()[name]));
  const unmasked = (name: "VENDOR" | "RENDERER"): string => {
    const masked = plain(name);
    if (!MASKED.test(masked)) return masked;
    const extension = open().getExtension("WEBGL_debug_renderer_info");
    if (!extension) throw new Unreadable("blocked");
    return String(open().getParameter(extension[`UNMASKED_${name}_WEBGL`]));
  };
  const found = fields({
    vendor: () => unmasked("VENDOR"),
    renderer: () => unmasked("RENDERER"),
    masked_vendor: () => plain("VENDOR"),
    masked_renderer: () => plain("RENDERER"),
    extension_count: () => open().getSupportedExtensions()?.length,
    max_texture_size: () => open().getParameter(open().MAX_TEXTURE_SIZE) as number,
  });
  // Browsers allow few contexts, and discard the page's oldest one when there are more.
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return found;
}

export const webglSignal = () => graphics(document.createElement("canvas"));
