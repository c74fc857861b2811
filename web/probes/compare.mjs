// Compares data/probes/codewords_<set>.txt with another table of the same set, one JSON object per
// line with `bcd_browser`, `version` and `bits` as 0 and 1: node compare.mjs SET FILE.jsonl.gz

import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { hexadecimal, PROBES } from "./generate.mjs";

const [set, file] = process.argv.slice(2);
const { probes } = JSON.parse(readFileSync(path.join(PROBES, `set_${set}.json`), "utf8"));
const lines = readFileSync(path.join(PROBES, `codewords_${set}.txt`), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" "));
const ours = new Map(lines.map(([browser, version, bits]) => [`${browser} ${version}`, bits]));
const theirs = gunzipSync(readFileSync(file))
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const binary = (bits) =>
  [...bits].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
const shared = theirs.filter(({ bcd_browser: browser, version }) =>
  ours.has(`${browser} ${version}`),
);
const differing = {};
let bits = 0;
let equal = 0;
for (const { bcd_browser: browser, version, bits: their } of shared) {
  const our = ours.get(`${browser} ${version}`);
  if (our === hexadecimal(their)) equal += 1;
  [...binary(our)].forEach((bit, i) => {
    if (bit === their[i]) return;
    bits += 1;
    const { feature } = probes[i];
    differing[feature] ??= {};
    differing[feature][browser] ??= [];
    differing[feature][browser].push(version);
  });
}
console.log(
  `${theirs.length} releases there, ${ours.size} here, ${shared.length} in both: ${equal} equal,`,
  `${bits} of ${shared.length * probes.length} bits differ`,
);
for (const [feature, where] of Object.entries(differing)) {
  const spans = Object.entries(where).map(
    ([browser, versions]) => `${browser} ${versions[0]}-${versions.at(-1)} (${versions.length})`,
  );
  console.log(`  ${feature}: ${spans.join(", ")}`);
}
