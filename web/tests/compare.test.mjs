// The service, BotD and FPScanner on the same sessions: the service finds more automated
// sessions, and has no false positive.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { compare, figures, print } from "./compare.mjs";

/** Keeps every default of a person's browser, and leaves no trace. */
const WITHOUT_TRACES = ["patchright-with-a-profile"];

let rows;
let all;
before(
  async () => {
    rows = await compare();
    all = figures(rows);
    print(all);
  },
  { timeout: 1_200_000 },
);

test("every tool that leaves a trace is found, and the trace is named", () => {
  assert.deepEqual(all.service.missed, WITHOUT_TRACES);
  for (const { name, automated, answer } of rows.filter(({ found }) => found.service)) {
    const traces = answer.reasons.filter(
      ({ question, weight }) => question === "automation" && weight > 0,
    );
    assert.ok(automated && traces.length > 0, name);
  }
});

test("there is no false positive", () => {
  assert.deepEqual(all.service.falsePositives, []);
});

test("the service finds more than the others, with fewer false positives", () => {
  assert.ok(all.service.found > all.botd.found);
  assert.ok(all.service.found >= 0.95 * all.automated);
  assert.ok(all.service.falsePositives.length <= all.fpscanner.falsePositives.length);
});

test("a tool that is named is the right one", () => {
  for (const { name, tool, answer } of rows) {
    if (answer.automation.tool !== null) assert.equal(answer.automation.tool, tool, name);
  }
});

test("emulated phones and tablets on a desktop's engine are named", () => {
  const emulated = rows.filter(({ name }) => /iphone|ipad|pixel|galaxy/.test(name));
  assert.ok(emulated.length >= 5);
  for (const { name, answer } of emulated) {
    assert.equal(answer.engine.label, "blink", name);
    assert.equal(answer.spoofing.detected, true, name);
    const kinds = ["device", "user_agent_browser", "os"];
    assert.ok(
      answer.spoofing.kinds.some((kind) => kinds.includes(kind)),
      `${name}: ${answer.spoofing.kinds}`,
    );
  }
});
