// The built service, on a port of its own.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { freePort, start, untilOpen } from "./clients/programs.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = path.join(ROOT, "target/release/fingerprint-api");
const READY_MS = 60_000;

/** Starts it; returns its origin and a function that stops it. */
export async function startService() {
  assert.ok(existsSync(BINARY), `${BINARY} is missing: make build`);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const stop = start([BINARY, "serve"], {
    environment: {
      FPA_HTTP__LISTEN: `127.0.0.1:${port}`,
      FPA_MODELS__DIR: path.join(ROOT, "models"),
    },
  });
  try {
    await untilOpen(port);
    const deadline = Date.now() + READY_MS;
    while (!(await fetch(`${origin}/api/v1/models/status`)).ok) {
      assert.ok(Date.now() < deadline, "the models are not ready");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, stop };
}
