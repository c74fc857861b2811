// Builds web/dist from web/collector: the classic script, the ES module and its types.
// `node build.mjs FOLDER` builds into another folder, which is how the drift check compares.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));

/** First letters of the kinds, as collector/signals/probes.ts reads them. */
export const KIND = { api: "a", js: "j", css: "c", selector: "l" };

/** The probe set as one string: half of what its JSON would cost, compressed. */
export const probeSet = {
  name: "probe-set",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:probe-set-1$/ }, ({ path }) => ({
      path,
      namespace: "probe-set",
    }));
    builder.onLoad({ filter: /.*/, namespace: "probe-set" }, () => {
      const file = path.join(here, "../data/probes/set_1.json");
      const { probes } = JSON.parse(readFileSync(file, "utf8"));
      const lines = probes.map((probe) => (probe.static ? "s" : KIND[probe.kind]) + probe.path);
      return { contents: JSON.stringify(lines.join("\n")), loader: "json", watchFiles: [file] };
    });
  },
};

export async function buildInto(folder) {
  // Safari 15, Firefox 95, Chrome 94: what is older shows by not running it, and as a claim.
  const common = {
    bundle: true,
    minify: true,
    target: "es2021",
    charset: "utf8",
    legalComments: "none",
    absWorkingDir: here,
    plugins: [probeSet],
  };
  await build({
    ...common,
    entryPoints: ["collector/script.ts"],
    format: "iife",
    outfile: path.join(folder, "collector.js"),
  });
  await build({
    ...common,
    entryPoints: ["collector/index.ts"],
    format: "esm",
    outfile: path.join(folder, "collector.mjs"),
  });
  await build({
    ...common,
    entryPoints: ["page/main.ts"],
    format: "esm",
    outfile: path.join(folder, "page.js"),
  });
  const types = [
    "-p",
    path.join(here, "tsconfig.types.json"),
    "--noEmit",
    "false",
    "--declaration",
    "--emitDeclarationOnly",
    "--outDir",
    path.join(folder, "types"),
  ];
  const { status, stdout } = spawnSync(
    path.join(here, "node_modules/.bin/tsc"),
    [...types, "--rootDir", path.join(here, "collector")],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`tsc: ${stdout}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildInto(path.resolve(process.argv[2] ?? path.join(here, "dist")));
}
