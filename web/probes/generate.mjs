// Writes web/probes/codewords_<set>.txt for every published set: what each release should answer, by
// browser-compat-data. One line a release, `browser version bits`, the bits in hexadecimal, the
// first probe highest.
//
// `node generate.mjs`          writes the files anew
// `node generate.mjs --check`  compares instead, and fails where they differ

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { BROWSERS, releases, supports } from "./support.mjs";

export const HERE = path.dirname(fileURLToPath(import.meta.url));

export function hexadecimal(bits) {
  return bits.match(/.{4}/g).map((nibble) => Number.parseInt(nibble, 2).toString(16)).join("");
}

/** Every release's codeword, in the order of BROWSERS and of release. */
export function codewords(probes) {
  return BROWSERS.flatMap((browser) =>
    releases(browser).map((version) => {
      const bits = probes.map(({ feature }) => (supports(feature, browser, version) ? "1" : "0")).join("");
      return { browser, version, bits };
    }),
  );
}

export function sets() {
  return readdirSync(HERE)
    .filter((name) => /^set_\w+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(path.join(HERE, name), "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { set, probes } of sets()) {
    const file = path.join(HERE, `codewords_${set}.txt`);
    const text = codewords(probes).map(({ browser, version, bits }) => `${browser} ${version} ${hexadecimal(bits)}\n`).join("");
    if (process.argv.includes("--check")) {
      if (readFileSync(file, "utf8") !== text) throw new Error(`${file} is stale: make probes`);
    } else {
      writeFileSync(file, text);
      console.log(`set ${set}: ${text.split("\n").length - 1} releases`);
    }
  }
}
