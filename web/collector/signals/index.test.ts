import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { SIGNALS } from "./index";

test("every signal has its test beside it", () => {
  const sources = readdirSync("collector/signals").filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  assert.ok(sources.length > 15);
  assert.deepEqual(
    sources.filter((name) => !existsSync(`collector/signals/${name.replace(".ts", ".test.ts")}`)),
    [],
  );
});

test("the payload has every field that the contract names", () => {
  const named = [
    "navigator",
    "screen",
    "webgl",
    "fonts",
    "plugins",
    "codecs",
    "timezone",
    "media",
    "probes",
    "errors",
    "counts",
    "chrome_object",
    "automation",
    "contexts",
    "hashes",
  ];
  assert.deepEqual(
    named.filter((name) => !(name in SIGNALS)),
    [],
  );
});
