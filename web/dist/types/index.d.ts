export { type Choice, ClassifyError, type ClassifyOptions, classify, type Reason, type Verdict, } from "./classify";
export { type CollectOptions, collect, DEFAULT_BUDGET_MS, type Payload } from "./collect";
export type { Component, Fault, Missing } from "./component";
/** Where the classic script is served, for the worker; "/collector.js" unless told otherwise. */
export declare function setWorkerScript(url: string): void;
