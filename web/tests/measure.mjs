// How long collecting occupies the page's thread in headless Chromium: its total CPU time, which is
// the same on a busy machine, and the shortest time of each signal. `make measure-collector` prints
// the figures of docs/start/collector.md.

import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import puppeteer from "puppeteer-core";

import { probeSet } from "../build.mjs";
import { program, SANDBOX } from "./clients/programs.mjs";
import { serve } from "./server.mjs";

const RUNS = 7;
const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Times the part of every reader that runs before it first awaits. The threads of the worker and of
 * the GPU are not the page's.
 */
const PROGRAM = `
import { SIGNALS } from "./collector/signals";
import { removeFrame } from "./collector/signals/frame";
globalThis.timeSignals = () => {
  const times = {};
  const walk = (level, name) => {
    for (const [field, reader] of Object.entries(level)) {
      const whole = name ? name + "." + field : field;
      if (typeof reader !== "function") { walk(reader, whole); continue; }
      const started = performance.now();
      try { Promise.resolve(reader()).catch(() => {}); } catch {}
      times[whole] = performance.now() - started;
    }
  };
  walk(SIGNALS, "");
  removeFrame();
  return times;
};`;

const { outputFiles } = await build({
  stdin: { contents: PROGRAM, resolveDir: web, loader: "ts" },
  bundle: true,
  minify: true,
  format: "iife",
  write: false,
  plugins: [probeSet],
});

/** CPU time of the page's main thread so far, in milliseconds. */
async function cpu(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
}

const least = (list) => Math.min(...list);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

export async function measure() {
  const server = await serve();
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const browser = await puppeteer.launch({ executablePath: program("chromium"), args: SANDBOX });
    const page = await browser.newPage();
    await page.goto(`${server.origin}/empty`);
    await page.evaluate(outputFiles[0].text);
    const session = await page.createCDPSession();
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const before = await cpu(session);
    const times = await page.evaluate(() => globalThis.timeSignals());
    runs.push({ cpu: (await cpu(session)) - before, times });
    await browser.close();
  }
  await server.close();
  const names = Object.keys(runs[0].times);
  const spent = runs.map((run) => run.cpu);
  return {
    cpu: median(spent),
    least: least(spent),
    times: Object.fromEntries(
      names.map((name) => [name, least(runs.map((run) => run.times[name]))]),
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { cpu, least: best, times } = await measure();
  const slowest = Object.entries(times)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10);
  const runs = `median of ${RUNS} runs, ${best.toFixed(1)} at best`;
  console.log(`${cpu.toFixed(1)} ms of CPU on the page's thread (${runs})`);
  console.log(`slowest: ${slowest.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(", ")}`);
}
