export { type Choice, ClassifyError, type ClassifyOptions, classify, type Reason, type Verdict, } from "./classify";
export { type CollectOptions, collect, DEFAULT_BUDGET_MS, type Payload } from "./collect";
export type { Component, Fault, Missing } from "./component";
/** The URL of the classic script, which the worker runs; by default "/collector.js". */
export declare function setWorkerScript(url: string): void;
