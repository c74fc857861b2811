// The ES module: import { collect, classify } from "@fingerprint-api/collector".

export {
  type Choice,
  ClassifyError,
  type ClassifyOptions,
  classify,
  type Reason,
  type Verdict,
} from "./classify";
export { type CollectOptions, collect, DEFAULT_BUDGET_MS, type Payload } from "./collect";
export type { Component, Fault, Missing } from "./component";

import { workerScript } from "./signals/worker";

/** Where the classic script is served, for the worker; "/collector.js" unless told otherwise. */
export function setWorkerScript(url: string): void {
  workerScript.url = url;
}
