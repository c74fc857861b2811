import { type CollectOptions, type Payload } from "./collect";
export interface ClassifyOptions extends CollectOptions {
    /** Where the service is; "" is the page's own origin. */
    endpoint?: string;
    /** A payload gathered before, instead of a new one. */
    browser?: Payload;
    /** Further fields of the request: `id`, `options`. */
    request?: Record<string, unknown>;
    signal?: AbortSignal;
}
/** A label with its calibrated probability. */
export interface Choice {
    label: string;
    probability: number;
    set?: string[];
    alternatives?: [string, number][];
}
export interface Reason {
    code: string;
    layers: string[];
    question: string;
    weight: number;
    message: string;
    evidence: Record<string, unknown>;
}
/** The service's answer; its OpenAPI document describes all of it. */
export interface Verdict {
    id: string | null;
    status: "ok" | "insufficient_data";
    browser: Choice;
    version: {
        label: string | null;
        range: [number | null, number | null] | null;
        probability: number;
        basis: string;
    };
    engine: Choice;
    os: Choice;
    device: Choice;
    client: Choice;
    automation: {
        detected: boolean;
        probability: number;
        kind: string;
        tool: string | null;
    };
    spoofing: {
        detected: boolean;
        probability: number;
        kinds: string[];
    };
    claimed: Record<string, string | null>;
    layers: Record<string, Record<string, unknown>>;
    reasons?: Reason[];
    [more: string]: unknown;
}
/** The service answered without a verdict; `problem` is its problem document (RFC 9457), if any. */
export declare class ClassifyError extends Error {
    readonly status: number;
    readonly problem: {
        code?: string;
        title?: string;
        detail?: string;
    };
    constructor(status: number, problem: {
        code?: string;
        title?: string;
        detail?: string;
    });
}
/** The origin of the service; by default the one that the script was loaded from. */
export declare const home: {
    endpoint: string;
};
/**
 * Collects, sends, and returns the verdict. `inspect` adds what the service observed of this very
 * connection; a service without it classifies only what was sent.
 */
export declare function classify(options?: ClassifyOptions): Promise<Verdict>;
