export { classify, ClassifyError, type Choice, type ClassifyOptions, type Reason, type Verdict } from "./classify";
export { collect, DEFAULT_BUDGET_MS, type CollectOptions, type Payload } from "./collect";
export type { Component, Fault, Missing } from "./component";
/** Where the classic script is served, for the worker; "/collector.js" unless told otherwise. */
export declare function setWorkerScript(url: string): void;
