/** The one frame of this run; made when first asked for. */
export declare function frame(): HTMLIFrameElement;
/** Takes the frame out of the page again. */
export declare function removeFrame(): void;
