// Writes data/probes/codewords_<set>.txt for every published set: the answers of each release
// according to browser-compat-data. One line per release, `browser version bits`, the bits in
// hexadecimal, the first probe highest. And data/brands.txt: the Chromium release inside each
// release of the brands with version numbers of their own, `browser version:chromium…`.
//
// `node generate.mjs`          writes the files
// `node generate.mjs --check`  compares instead, and fails where they differ

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { BRANDS, BROWSERS, inside, releases, supports } from "./support.mjs";

export const HERE = path.dirname(fileURLToPath(import.meta.url));
/** The tables that the collector and the service both read. */
export const DATA = path.join(HERE, "../../data");
export const PROBES = path.join(DATA, "probes");

export function hexadecimal(bits) {
  return bits
    .match(/.{4}/g)
    .map((nibble) => Number.parseInt(nibble, 2).toString(16))
    .join("");
}

/** Every release's codeword, in the order of BROWSERS and of release. */
export function codewords(probes) {
  return BROWSERS.flatMap((browser) =>
    releases(browser).map((version) => {
      const bits = probes
        .map(({ feature }) => (supports(feature, browser, version) ? "1" : "0"))
        .join("");
      return { browser, version, bits };
    }),
  );
}

export function sets() {
  return readdirSync(PROBES)
    .filter((name) => /^set_\w+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(path.join(PROBES, name), "utf8")));
}

/** Each table's file and text. */
function tables() {
  const lines = (probes) =>
    codewords(probes).map(
      ({ browser, version, bits }) => `${browser} ${version} ${hexadecimal(bits)}\n`,
    );
  const words = sets().map(({ set, probes }) => [
    `probes/codewords_${set}.txt`,
    lines(probes).join(""),
  ]);
  return [
    ...words,
    ["brands.txt", BRANDS.map((brand) => `${brand} ${inside(brand).join(" ")}\n`).join("")],
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of tables()) {
    const file = path.join(DATA, name);
    if (process.argv.includes("--check")) {
      if (readFileSync(file, "utf8") !== text) throw new Error(`${file} is stale: make probes`);
    } else {
      writeFileSync(file, text);
      console.log(`${name}: ${text.split("\n").length - 1} lines`);
    }
  }
}
