/** Read from the frame's element in the page, since inside a hidden frame there are no styles. */
export declare function systemFont(): string;
