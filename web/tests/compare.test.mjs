// Beside BotD and FPScanner on the same sessions: more of the driven are found, and none of those that
// nobody drives is accused.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { compare, figures, print } from "./compare.mjs";

/** Keeps every protection and every default of a person's browser, and leaves nothing. */
const LEAVES_NOTHING = ["patchright-with-a-profile"];

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

test("every driver that leaves a tell is found, and the tell is named", () => {
  assert.deepEqual(all.service.missed, LEAVES_NOTHING);
  for (const { name, driven, answer } of rows.filter(({ found }) => found.service)) {
    const tells = answer.reasons.filter(
      ({ question, weight }) => question === "automation" && weight > 0,
    );
    assert.ok(driven && tells.length > 0, name);
  }
});

test("no window that nobody drives is accused", () => {
  assert.deepEqual(all.service.accused, []);
});

test("more is found than the others find, at fewer accusations", () => {
  assert.ok(all.service.found > all.botd.found);
  assert.ok(all.service.found >= 0.95 * all.driven);
  assert.ok(all.service.accused.length <= all.fpscanner.accused.length);
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
