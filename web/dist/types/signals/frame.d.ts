/** The one frame of this run, created on first use. */
export declare function frame(): HTMLIFrameElement;
/** Removes the frame from the page. */
export declare function removeFrame(): void;
