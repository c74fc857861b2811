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

/** The URL of the classic script, which the worker runs; by default "/collector.js". */
export function setWorkerScript(url: string): void {
  workerScript.url = url;
}
