// Proposes the next probe set from browser-compat-data and writes it as set_<name>.json: 128
// probes that distinguish neighbouring releases, then 32 that distinguish desktop from mobile. At
// most one probe per interface; none that exists on https only or that the browsers on this
// machine contradict.
//
// `node propose.mjs NAME`. A published set never changes: a new set has a new name.

import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { build } from "esbuild";

import { KIND, probeSet } from "../build.mjs";
import { program, SANDBOX, version } from "../tests/clients/programs.mjs";
import { serve } from "../tests/server.mjs";
import { HERE, PROBES } from "./generate.mjs";
import { BCD, releases, supports } from "./support.mjs";

const VERSION_PROBES = 128;
const PLATFORM_PROBES = 32;
/** How many of the newest releases a set has to distinguish. */
const WINDOW = { chrome: 60, firefox: 60, safari: 30 };
const PLATFORMS = [
  ["chrome", "chrome_android"],
  ["chrome", "webview_android"],
  ["firefox", "firefox_android"],
  ["safari", "safari_ios"],
];
/** How many probes a pair should differ in, for as long as there are any. */
const APART = { releases: 3, platforms: 16 };

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** The descriptor of a feature, or nothing where its name does not say how to ask. */
function descriptor(kind, [owner, member, ...more]) {
  if (more.length > 0) return undefined;
  if (kind === "selector")
    return member === undefined && /^[a-z-]+$/.test(owner) ? { path: owner } : undefined;
  if (kind === "css")
    return /^[a-z-]+$/.test(owner) && /^[a-z-]+$/.test(member ?? "initial")
      ? { path: `${owner}: ${member ?? "initial"}` }
      : undefined;
  if (!NAME.test(owner) || owner === member) return undefined;
  if (member === undefined) return { path: owner };
  const [, name, suffix] = /^([A-Za-z][A-Za-z0-9]*)(_static|_event)?$/.exec(member) ?? [];
  if (!name) return undefined;
  if (suffix === "_event") return { path: `${owner}.on${name}` };
  return {
    path: `${owner}.${name}`,
    ...(suffix === "_static" && kind === "api" && { static: true }),
  };
}

const ROOTS = {
  api: ["api"],
  css: ["css", "properties"],
  selector: ["css", "selectors"],
  js: ["javascript", "builtins"],
};

function candidates() {
  const found = [];
  for (const [kind, root] of Object.entries(ROOTS)) {
    const walk = (level, names) => {
      // Features of secure contexts and deprecated ones depend on the page and on the day.
      if (level.secure_context_required || level.__compat?.status?.deprecated) return;
      const asked = level.__compat && names.length > 0 && descriptor(kind, names);
      if (asked) found.push({ feature: [...root, ...names].join("."), kind, ...asked });
      for (const [name, inner] of Object.entries(level))
        if (name !== "__compat") walk(inner, [...names, name]);
    };
    walk(
      root.reduce((level, name) => level[name], BCD),
      [],
    );
  }
  return found;
}

/** What the browsers on this machine answer, by the collector's own code. */
async function live(probes) {
  const puppeteer = createRequire(path.join(HERE, "../tests/package.json"))("puppeteer-core");
  const lines = probes.map((probe) => (probe.static ? "s" : KIND[probe.kind]) + probe.path);
  const contents = 'import { holds } from "./collector/signals/probes"; globalThis.holds = holds;';
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.join(HERE, ".."), loader: "ts" },
    bundle: true,
    format: "iife",
    write: false,
    plugins: [probeSet],
  });
  const server = await serve();
  const answers = {};
  const here = {
    chrome: { executablePath: program("chromium"), args: SANDBOX },
    firefox: { browser: "firefox", executablePath: program("firefox-esr") },
  };
  for (const [name, options] of Object.entries(here)) {
    const browser = await puppeteer.launch(options);
    const page = await browser.newPage();
    await page.goto(`${server.origin}/empty`);
    await page.evaluate(outputFiles[0].text);
    const major = version(name === "chrome" ? "chromium" : "firefox-esr").split(".")[0];
    answers[name] = {
      major,
      answers: await page.evaluate((lines) => lines.map((line) => globalThis.holds(line)), lines),
    };
    await browser.close();
  }
  await server.close();
  return answers;
}

function interfaceOf({ kind, path: asked }) {
  return `${kind} ${asked.split(/[.:]/)[0]}`;
}

/** Greedy cover: always the probe that distinguishes most of the pairs that still need it. */
function choose(probes, pairsOf, { count, apart, taken }) {
  const splits = new Map(probes.map((probe) => [probe, pairsOf(probe)]));
  const needed = new Map();
  const chosen = [];
  const open = new Set(probes);
  while (chosen.length < count) {
    let best;
    let most = 0;
    for (const probe of open) {
      if (taken.has(interfaceOf(probe))) continue;
      const gain = splits
        .get(probe)
        .reduce((sum, pair) => sum + (needed.get(pair) ?? apart) / apart, 0);
      if (gain > most) [best, most] = [probe, gain];
    }
    if (!best) break;
    for (const pair of splits.get(best))
      needed.set(pair, Math.max(0, (needed.get(pair) ?? apart) - 1));
    taken.add(interfaceOf(best));
    open.delete(best);
    chosen.push(best);
  }
  return chosen;
}

const [name] = process.argv.slice(2);
const file = path.join(PROBES, `set_${name}.json`);
if (!/^\w+$/.test(name ?? "") || existsSync(file))
  throw new Error("give the set a name that no set has yet");

const all = candidates();
const answers = await live(all);
const screened = all.filter((probe, i) =>
  Object.entries(answers).every(
    ([browser, { major, answers }]) => supports(probe.feature, browser, major) === answers[i],
  ),
);

const neighbours = (probe) =>
  Object.entries(WINDOW).flatMap(([browser, length]) => {
    const versions = releases(browser).slice(-length);
    const has = versions.map((version) => supports(probe.feature, browser, version));
    return versions.flatMap((version, i) =>
      i > 0 && has[i] !== has[i - 1] ? [`${browser} ${version}`] : [],
    );
  });
const platforms = (probe) =>
  PLATFORMS.flatMap(([desktop, mobile]) =>
    releases(mobile)
      .slice(-20)
      .flatMap((version) =>
        supports(probe.feature, mobile, version) !== supports(probe.feature, desktop, version)
          ? [`${mobile} ${version}`]
          : [],
      ),
  );

const taken = new Set();
const byRelease = choose(screened, neighbours, {
  count: VERSION_PROBES,
  apart: APART.releases,
  taken,
});
const byPlatform = choose(screened, platforms, {
  count: PLATFORM_PROBES,
  apart: APART.platforms,
  taken,
});
const lines = [...byRelease, ...byPlatform].map((probe) => `    ${JSON.stringify(probe)}`);
writeFileSync(file, `{\n  "set": "${name}",\n  "probes": [\n${lines.join(",\n")}\n  ]\n}\n`);

const distinguished = new Set(byRelease.flatMap(neighbours));
const pairs = Object.entries(WINDOW).map(([browser, length]) => {
  const versions = releases(browser).slice(-length).slice(1);
  const count = versions.filter((version) => distinguished.has(`${browser} ${version}`)).length;
  return `${browser} ${count} of ${versions.length}`;
});
console.log(
  `${all.length} candidates, ${all.length - screened.length} contradicted by ${Object.entries(
    answers,
  )
    .map(([b, { major }]) => `${b} ${major}`)
    .join(" and ")}`,
);
console.log(
  `${byRelease.length} probes distinguish neighbouring releases: ${pairs.join(", ")};`,
  `${byPlatform.length} distinguish platforms`,
);
