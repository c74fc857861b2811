// Opens the capture page in every client once and records what it posts.
// `node capture.mjs [NAME...]` rewrites tests/golden/browser/NAME.json.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { DRIVEN } from "./clients/driven.mjs";
import { PLAIN } from "./clients/plain.mjs";
import { serve } from "./server.mjs";

export const CLIENTS = [...PLAIN, ...DRIVEN];
/** Generous, since the machine may be busy. */
const ANSWER_MS = 120_000;

/** What one client posts from the capture page, or from another page that posts. */
export async function visit(server, client, { query = "", page = "capture" } = {}) {
  const posted = server.payload(client.name, ANSWER_MS);
  const opening = client.open(`${server.origin}/${page}?client=${client.name}${query}`);
  try {
    return await Promise.race([posted, opening.then(() => posted)]);
  } finally {
    await (await opening)();
  }
}

/** Without ports and times, which change with every run. */
export function scrubbed({ headers, browser }) {
  const kept = headers.map(([name, value]) =>
    name.toLowerCase() === "host" ? [name, "127.0.0.1"] : [name, value],
  );
  return {
    http: { version: "1.1", method: "GET", path: "/capture", headers: kept },
    browser: { ...browser, collected_at: 0, duration_ms: 0 },
  };
}

/** JSON with one line per field of a signal, for a readable diff. */
function formatted(value, depth = 0) {
  const plain = value !== null && typeof value === "object" && !Array.isArray(value);
  if (!plain || depth === 4) return JSON.stringify(value);
  const indent = " ".repeat(depth + 1);
  const lines = Object.entries(value).map(
    ([key, inner]) => `${indent}${JSON.stringify(key)}: ${formatted(inner, depth + 1)}`,
  );
  return `{\n${lines.join(",\n")}\n${" ".repeat(depth)}}`;
}

export function write(client, payload) {
  const folder = path.resolve(
    path.dirname(fileURLToPath(import.meta.url)),
    "../../tests/golden/browser",
  );
  mkdirSync(folder, { recursive: true });
  const golden = {
    client: client.name,
    versions: client.versions(),
    truth: client.truth,
    fingerprint: scrubbed(payload),
  };
  writeFileSync(path.join(folder, `${client.name}.json`), `${formatted(golden)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2);
  const server = await serve();
  for (const client of CLIENTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const payload = await visit(server, client);
    write(client, payload);
    console.log(`${client.name}: ${payload.browser.duration_ms} ms`);
  }
  await server.close();
}
