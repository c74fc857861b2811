// Collects every signal within a time budget. A signal that is late or broken loses its own field,
// never the others.

import { type Component, type Missing, read, settle } from "./component";
import { SIGNALS } from "./signals";
import { removeFrame } from "./signals/frame";
import { endWorker } from "./signals/worker";

/** What a registry of readers collects: the same shape, with a component for each reader. */
export type Gathered<S> = S extends () => infer R
  ? Component<Exclude<Awaited<R>, undefined>>
  : { [K in keyof S]: Gathered<S[K]> };

type Readers = { [field: string]: Readers | (() => unknown) };

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

export const DEFAULT_BUDGET_MS = 1000;
/** How long to work before yielding to the page. */
const SLICE_MS = 12;

/** By its `then`: a page may have replaced Promise, as zone.js does. */
function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}

/** Lets the page paint and handle input. A timer would be throttled in a background tab. */
function yieldToPage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Reads every leaf of the registry, each raced against the end of the budget. */
export async function gather<S extends Readers>(readers: S, budget: number): Promise<Gathered<S>> {
  const started = performance.now();
  const late: Missing = { error: "timeout" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<Missing>((resolve) => {
    timer = setTimeout(resolve, budget, late);
  });
  let slice = started;
  const waiting: Promise<void>[] = [];

  const walk = async (level: Readers, found: Record<string, unknown>): Promise<void> => {
    for (const [field, reader] of Object.entries(level)) {
      if (typeof reader !== "function") {
        const group: Record<string, unknown> = {};
        found[field] = group;
        await walk(reader, group);
        continue;
      }
      if (performance.now() - slice > SLICE_MS) {
        await yieldToPage();
        slice = performance.now();
      }
      const value: unknown = performance.now() - started >= budget ? late : read(reader);
      found[field] = value;
      if (isPromise(value)) {
        const first = Promise.race([settle(value), end]);
        const stored = first.then((done) => {
          found[field] = done;
        });
        waiting.push(stored);
      }
    }
  };

  const found: Record<string, unknown> = {};
  await walk(readers, found);
  await Promise.all(waiting);
  clearTimeout(timer);
  return found as Gathered<S>;
}

/** Everything that this browser reveals about itself. Never rejects; stores nothing. */
export async function collect({
  budget = DEFAULT_BUDGET_MS,
}: CollectOptions = {}): Promise<Payload> {
  const started = performance.now();
  try {
    const gathered = await gather(SIGNALS, budget);
    const duration = Math.round(performance.now() - started);
    return { collector: "1", collected_at: Date.now(), duration_ms: duration, ...gathered };
  } finally {
    endWorker();
    removeFrame();
  }
}
