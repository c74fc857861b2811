// The classic script, /collector.js. In a page it defines `fingerprintApi`; in the collector's own
// worker it posts that realm's answers.

import { ClassifyError, classify, home } from "./classify";
import { collect } from "./collect";
import { answerAsWorker, workerScript } from "./signals/worker";

if (!answerAsWorker()) {
  const { src } = (globalThis.document?.currentScript ?? {}) as { src?: string };
  if (src) {
    workerScript.url = src;
    const { origin } = new URL(src);
    if (origin !== location.origin) home.endpoint = origin;
  }
  Object.assign(globalThis, { fingerprintApi: { classify, collect, ClassifyError } });
}
