import { type Component } from "./component";
import { SIGNALS } from "./signals";
/** What a registry of readers collects: the same shape, with a component for each reader. */
export type Gathered<S> = S extends () => infer R ? Component<Exclude<Awaited<R>, undefined>> : {
    [K in keyof S]: Gathered<S[K]>;
};
type Readers = {
    [field: string]: Readers | (() => unknown);
};
/** What is sent as `browser`. */
export type Payload = {
    collector: "1";
    collected_at: number;
    duration_ms: number;
    nonce?: string;
} & Gathered<typeof SIGNALS>;
export interface CollectOptions {
    /** Milliseconds after which every missing field is "timeout". */
    budget?: number;
}
export declare const DEFAULT_BUDGET_MS = 1000;
/** Reads every leaf of the registry, each raced against the end of the budget. */
export declare function gather<S extends Readers>(readers: S, budget: number): Promise<Gathered<S>>;
/** Everything that this browser reveals about itself. Never rejects; stores nothing. */
export declare function collect({ budget, }?: CollectOptions): Promise<Payload>;
export {};
