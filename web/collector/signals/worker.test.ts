import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { setGlobals } from "../set_globals";
import { answerAsWorker, askWorker, endWorker, inWorker, workerScript } from "./worker";

class FakeWorker {
  static made: { url: string; options: WorkerOptions; terminated: boolean }[] = [];
  static answer: (worker: FakeWorker) => void = () => {};
  onmessage?: (event: { data: unknown }) => void;
  onerror?: () => void;
  readonly #log;
  constructor(url: string, options: WorkerOptions) {
    this.#log = { url, options, terminated: false };
    FakeWorker.made.push(this.#log);
    queueMicrotask(() => FakeWorker.answer(this));
  }
  terminate() {
    this.#log.terminated = true;
  }
}

setGlobals({
  Worker: FakeWorker,
  location: { href: "https://page.test/a", origin: "https://page.test" },
});
afterEach(() => {
  endWorker();
  FakeWorker.made = [];
  workerScript.url = "/collector.js";
});

const answers = (data: unknown) => (worker: FakeWorker) => worker.onmessage?.({ data });

test("one worker answers every request, and is terminated", async () => {
  FakeWorker.answer = answers({ facts: { platform: "Linux" }, fonts: ["Menlo"], canvas: "ab" });
  assert.deepEqual(await askWorker(), { platform: "Linux" });
  assert.deepEqual(await inWorker("fonts", () => ["never"]), ["Menlo"]);
  endWorker();
  assert.deepEqual(FakeWorker.made, [
    { url: "/collector.js", options: { name: "fingerprint-collector" }, terminated: true },
  ]);
});

test("a policy that forbids the worker is reported, and the page does the work", async () => {
  FakeWorker.answer = (worker) => worker.onerror?.();
  await assert.rejects(askWorker(), { fault: "blocked" });
  assert.deepEqual(await inWorker("fonts", () => ["Arial"]), ["Arial"]);
});

test("what the worker cannot do, the page does itself", async () => {
  FakeWorker.answer = answers({ facts: {}, fonts: { error: "unsupported" }, canvas: "ab" });
  assert.deepEqual(await inWorker("fonts", () => ["Arial"]), ["Arial"]);
  assert.equal(await inWorker("canvas", () => "never"), "ab");
});

test("a script of another origin is imported by a worker of this one", async () => {
  FakeWorker.answer = answers({ facts: {} });
  workerScript.url = "https://service.test/collector.js";
  await askWorker();
  assert.match(FakeWorker.made[0]!.url, /^blob:/);
});

test("in another worker the file does not answer", () => {
  setGlobals({ self: { name: "another" } });
  assert.equal(answerAsWorker(), false);
});

test("in its own worker it answers for that realm", () => {
  let posted: { facts: { platform: string }; fonts: unknown } | undefined;
  setGlobals({
    self: { name: "fingerprint-collector" },
    navigator: { platform: "Linux" },
    postMessage(message: never) {
      posted = message;
    },
  });
  assert.equal(answerAsWorker(), true);
  assert.equal(posted?.facts.platform, "Linux");
  assert.deepEqual(posted?.fonts, { error: "unsupported" });
});
