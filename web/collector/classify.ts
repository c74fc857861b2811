// Sends what was gathered to the service and gives back its verdict.

import { type CollectOptions, collect, type Payload } from "./collect";

export interface ClassifyOptions extends CollectOptions {
  /** Where the service is; "" is the page's own origin. */
  endpoint?: string;
  /** A payload gathered before, instead of a new one. */
  browser?: Payload;
  /** What else the service is to be told: `id`, `options`. */
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

/** The service's answer; its OpenAPI document tells the whole of it. */
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

/** The service answered, and not with a verdict. `problem` is its problem document (RFC 9457), if it sent one. */
export class ClassifyError extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; title?: string; detail?: string },
  ) {
    super(problem.detail ?? problem.title ?? `the service answered ${status}`);
    this.name = "ClassifyError";
  }
}

/** Where the script came from is where the service is, unless told otherwise. */
export const home = { endpoint: "" };

const NO_SUCH_ROUTE = [404, 405];

/** A string that the service will know again; one that gives none does not want one. */
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
 * Gathers, sends, and gives back the verdict. `inspect` joins what the service saw of this very
 * connection; a service without it is asked to classify what was sent.
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
  const told = (await answer.json().catch(() => ({}))) as Verdict;
  if (!answer.ok) throw new ClassifyError(answer.status, told as never);
  return told;
}
