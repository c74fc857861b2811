// A dedicated worker: a realm of its own thread, out of reach of most scripts that patch the page,
// and a place for work that would hold the page. It runs the collector's own file, which sees where
// it is and answers.

import { type Component, fields, present, read, settle, Unreadable } from "../component";
import { picture } from "./canvas";
import { installedFonts } from "./fonts";
import { type Realm, realm } from "./realm";
import { graphics } from "./webgl";

/** How the file knows its own worker from anybody else's that imports it. */
const NAME = "fingerprint-collector";

/** Where the worker's script is: this very file, unless the embedder says otherwise. */
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

/** In the collector's own worker: answers, and says that it did. */
export function answerAsWorker(): boolean {
  if (typeof document !== "undefined" || self.name !== NAME) return false;
  (globalThis as unknown as { postMessage(message: Answer): void }).postMessage(answer());
  return true;
}

let running: { worker: Worker; answer: Promise<Answer> } | undefined;

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

/** What the one worker of this run answers; it is started when first asked. */
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

/** What the worker found, or else the page itself. */
export async function inWorker<K extends "fonts" | "canvas">(
  what: K,
  here: () => Exclude<Answer[K], { error: unknown }>,
) {
  const answered: Component<Answer> = await settle(ask());
  const found: Answer[K] = "error" in answered ? (answered as never) : answered[what];
  return typeof found === "object" && "error" in found ? here() : found;
}
