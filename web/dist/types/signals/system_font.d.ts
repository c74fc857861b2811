/** Read from the frame's element, which is the page's own: inside, an unseen frame has no styles. */
export declare function systemFont(): string;
