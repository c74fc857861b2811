import { type Component } from "../component";
import { realm } from "./realm";
/** What the worker answers. */
export type WorkerFacts = ReturnType<typeof realm> & {
    webgl_vendor: Component<string>;
    webgl_renderer: Component<string>;
};
/** In the collector's own worker: answers, and says that it did. */
export declare function answerAsWorker(): boolean;
export declare function askWorker(script: string): Promise<WorkerFacts>;
