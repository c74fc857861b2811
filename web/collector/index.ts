// The ES module: import { collect, classify } from "@fingerprint-api/collector".

export { classify, ClassifyError, type Choice, type ClassifyOptions, type Reason, type Verdict } from "./classify";
export { collect, DEFAULT_BUDGET_MS, type CollectOptions, type Payload } from "./collect";
export type { Component, Fault, Missing } from "./component";
import { workerScript } from "./signals/worker";

/** Where the classic script is served, for the worker; "/collector.js" unless told otherwise. */
export function setWorkerScript(url: string): void {
  workerScript.url = url;
}
