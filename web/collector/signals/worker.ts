// A dedicated worker: a realm of its own thread, out of reach of most scripts that patch the page.
// The worker runs the collector's own file, which sees where it is and answers.

import { Unreadable, type Component } from "../component";
import { graphics } from "./webgl";
import { realm, type Realm } from "./realm";

/** How the file knows its own worker from anybody else's that imports it. */
const NAME = "fingerprint-collector";

/** What the worker answers. */
export type WorkerFacts = ReturnType<typeof realm> & {
  webgl_vendor: Component<string>;
  webgl_renderer: Component<string>;
};

function facts(): WorkerFacts {
  const { vendor, renderer } =
    typeof OffscreenCanvas === "function"
      ? graphics(new OffscreenCanvas(1, 1))
      : { vendor: { error: "unsupported" as const }, renderer: { error: "unsupported" as const } };
  return { ...realm(globalThis as unknown as Realm), webgl_vendor: vendor, webgl_renderer: renderer };
}

/** In the collector's own worker: answers, and says that it did. */
export function answerAsWorker(): boolean {
  if (typeof document !== "undefined" || self.name !== NAME) return false;
  (globalThis as unknown as { postMessage(message: unknown): void }).postMessage(facts());
  return true;
}

/** A file of another origin cannot be a worker; one that imports it can, where the policy allows blob:. */
function start(script: string): Worker {
  const options = { name: NAME };
  if (new URL(script, location.href).origin === location.origin) return new Worker(script, options);
  const source = `importScripts(${JSON.stringify(script)})`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, options);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return worker;
}

export async function askWorker(script: string): Promise<WorkerFacts> {
  if (typeof Worker !== "function") throw new Unreadable("unsupported");
  const worker = start(script);
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = (event) => resolve(event.data as WorkerFacts);
      // A policy that forbids the worker shows as an error event without a message.
      worker.onerror = () => reject(new Unreadable("blocked"));
    });
  } finally {
    worker.terminate();
  }
}
