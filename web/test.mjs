// What `make test-web` runs: types, unit tests, the committed build against a new one, its size,
// the probe tables against browser-compat-data. No browser: those are in tests/.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { buildInto, probeSet } from "./build.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const MAX_GZIPPED_BYTES = 12 * 1024;

function files(folder, wanted = () => true, prefix = "") {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(prefix, entry.name);
    if (entry.isDirectory()) return files(folder, wanted, name);
    return wanted(name) ? [name] : [];
  });
}

function run(command, ...rest) {
  const { status } = spawnSync(command, rest, { cwd: here, stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${rest.join(" ")} failed`);
}

const work = mkdtempSync(path.join(os.tmpdir(), "collector-test-"));
try {
  run("node_modules/.bin/tsc", "-p", ".");

  const tests = ["collector", "page"].flatMap((folder) =>
    files(path.join(here, folder), (name) => name.endsWith(".test.ts")).map((name) =>
      path.join(here, folder, name),
    ),
  );
  await build({
    entryPoints: tests,
    outdir: path.join(work, "tests"),
    outbase: here,
    bundle: true,
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    sourcemap: "inline",
    plugins: [probeSet],
    logLevel: "warning",
  });
  run(
    "node",
    "--enable-source-maps",
    "--test",
    "--test-reporter=dot",
    ...files(path.join(work, "tests")).map((name) => path.join(work, "tests", name)),
  );

  await buildInto(path.join(work, "dist"));
  const [committed, built] = [path.join(here, "dist"), path.join(work, "dist")];
  const names = [...new Set([...files(committed), ...files(built)])];
  const stale = names.filter((name) => {
    try {
      return !readFileSync(path.join(committed, name)).equals(readFileSync(path.join(built, name)));
    } catch {
      return true;
    }
  });
  if (stale.length > 0)
    throw new Error(
      `web/dist is not what web/collector and web/page build: ${stale.join(", ")}; run make web`,
    );

  const bytes = gzipSync(readFileSync(path.join(committed, "collector.js")), { level: 9 }).length;
  console.log(`collector.js: ${bytes} bytes gzipped, limit ${MAX_GZIPPED_BYTES}`);
  if (bytes > MAX_GZIPPED_BYTES) throw new Error("the collector has grown too large");

  run("node", "probes/generate.mjs", "--check");
} finally {
  rmSync(work, { recursive: true });
}
