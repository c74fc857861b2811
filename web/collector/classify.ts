// Sends what was collected to the service and returns its verdict.

import { type CollectOptions, collect, type Payload } from "./collect";

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
  automation: { detected: boolean; probability: number; kind: string; tool: string | null };
  spoofing: { detected: boolean; probability: number; kinds: string[] };
  claimed: Record<string, string | null>;
  layers: Record<string, Record<string, unknown>>;
  reasons?: Reason[];
  [more: string]: unknown;
}

/** The service answered without a verdict; `problem` is its problem document (RFC 9457), if any. */
export class ClassifyError extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; title?: string; detail?: string },
  ) {
    super(problem.detail ?? problem.title ?? `the service answered ${status}`);
    this.name = "ClassifyError";
  }
}

/** The origin of the service; by default the one that the script was loaded from. */
export const home = { endpoint: "" };

const NO_SUCH_ROUTE = [404, 405];

/** A one-time string that the service recognises; a service that issues none needs none. */
async function nonce(endpoint: string, signal?: AbortSignal): Promise<{ nonce?: string }> {
  try {
    const answer = await fetch(`${endpoint}/api/v1/nonce`, { cache: "no-store", signal });
    if (!answer.ok) return {};
    const { nonce } = (await answer.json()) as { nonce?: unknown };
    return typeof nonce === "string" ? { nonce } : {};
  } catch {
    return {};
  }
}

async function post(address: string, body: string, signal?: AbortSignal): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    cache: "no-store",
    signal,
  });
}

/**
 * Collects, sends, and returns the verdict. `inspect` adds what the service observed of this very
 * connection; a service without it classifies only what was sent.
 */
export async function classify(options: ClassifyOptions = {}): Promise<Verdict> {
  const { endpoint = home.endpoint, signal, request } = options;
  const [token, gathered] = await Promise.all([
    nonce(endpoint, signal),
    options.browser ?? collect(options),
  ]);
  const body = JSON.stringify({ ...request, browser: { ...gathered, ...token } });
  let answer = await post(`${endpoint}/api/v1/inspect`, body, signal);
  if (NO_SUCH_ROUTE.includes(answer.status))
    answer = await post(`${endpoint}/api/v1/classify`, body, signal);
  const verdict = (await answer.json().catch(() => ({}))) as Verdict;
  if (!answer.ok) throw new ClassifyError(answer.status, verdict as never);
  return verdict;
}
