import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { layer, name, percent, starting } from "./words";

test("a probability is never shown as 100 %", () => {
  assert.equal(percent(0.9999), "> 99\u00a0%");
  assert.equal(percent(0.0001), "< 1\u00a0%");
  assert.equal(percent(0), "0\u00a0%");
  assert.equal(percent(0.846), "85\u00a0%");
});

test("a label without a name is shown as words", () => {
  assert.equal(name("some_new_label"), "some new label");
  assert.equal(name(null), "unknown");
  assert.deepEqual(layer("new_layer"), ["new layer", ""]);
});

test("at the start of a line articles are capitalised, and curl is not", () => {
  assert.equal(starting("crawler"), "A crawler");
  assert.equal(starting("curl"), "curl");
  assert.equal(starting(null), "Unknown");
});

test("every label that the service documents has a name", () => {
  const { components } = JSON.parse(readFileSync("../tests/golden/openapi.json", "utf8")) as {
    components: { schemas: Record<string, { enum?: string[] }> };
  };
  const labels = ["Browser", "Os", "Device", "Client", "AutomationKind", "SpoofingKind"].flatMap(
    (schema) => components.schemas[schema]?.enum ?? [],
  );
  assert.ok(labels.length > 40);
  const plain = labels.filter(
    (label) => name(label) === label && !["unknown", "curl", "device"].includes(label),
  );
  assert.deepEqual(plain, []);
});
