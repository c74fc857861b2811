// A dedicated worker: a realm on a thread of its own, out of reach of most scripts that patch the
// page, and a place for work that would block the page. It runs the collector's own file, which
// detects that it is in the worker and posts its answers.

import { type Component, fields, present, read, settle, Unreadable } from "../component";
import { picture } from "./canvas";
import { installedFonts } from "./fonts";
import { type Realm, realm } from "./realm";
import { graphics } from "./webgl";

/** By this name the file recognises its own worker; another worker may import the file too. */
const NAME = "fingerprint-collector";

/** The URL of the worker's script: by default this very file. */
export const workerScript = { url: "/collector.js" };

function canvas(): OffscreenCanvas {
  return new (present(globalThis.OffscreenCanvas))(1, 1);
}

function facts() {
  const drawn = read(() => graphics(canvas()));
  return {
    ...realm(globalThis as unknown as Realm),
    ...fields({
      intl_timezone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
      intl_locale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    }),
    webgl_vendor: "error" in drawn ? drawn : drawn.vendor,
    webgl_renderer: "error" in drawn ? drawn : drawn.renderer,
  };
}

function answer() {
  return {
    facts: facts(),
    fonts: read(() => installedFonts(canvas())),
    canvas: read(() => picture(canvas())),
  };
}

type Answer = ReturnType<typeof answer>;

/** In the collector's own worker: posts the answers and returns true. */
export function answerAsWorker(): boolean {
  if (typeof document !== "undefined" || self.name !== NAME) return false;
  (globalThis as unknown as { postMessage(message: Answer): void }).postMessage(answer());
  return true;
}

let running: { worker: Worker; answer: Promise<Answer> } | undefined;

/**
 * A file of another origin cannot be a worker. A blob that imports the file can, where the policy
 * allows blob:.
 */
function start(script: string): Worker {
  const options = { name: NAME };
  if (new URL(script, location.href).origin === location.origin) return new Worker(script, options);
  const source = `importScripts(${JSON.stringify(script)})`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, options);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return worker;
}

/** The answers of the one worker of this run, which is started on first use. */
async function ask(): Promise<Answer> {
  if (!running) {
    present(globalThis.Worker);
    const worker = start(workerScript.url);
    const answer = new Promise<Answer>((resolve, reject) => {
      worker.onmessage = (event) => resolve(event.data as Answer);
      // A policy that forbids the worker shows as an error event without a message.
      worker.onerror = () => reject(new Unreadable("blocked"));
    });
    running = { worker, answer };
  }
  return running.answer;
}

export function endWorker(): void {
  running?.worker.terminate();
  running = undefined;
}

export const askWorker = async () => (await ask()).facts;

/** What the worker found; where it found nothing, `here` is run in the page. */
export async function inWorker<K extends "fonts" | "canvas">(
  what: K,
  here: () => Exclude<Answer[K], { error: unknown }>,
) {
  const answered: Component<Answer> = await settle(ask());
  const found: Answer[K] = "error" in answered ? (answered as never) : answered[what];
  return typeof found === "object" && "error" in found ? here() : found;
}
