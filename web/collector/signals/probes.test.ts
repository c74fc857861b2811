import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import lines from "virtual:probe-set-1";

import { holds, pack } from "./probes";

class Interface {
  static made() {}
  member() {}
}

Object.assign(globalThis, {
  Interface,
  plain: { member: 1 },
  CSS: {
    supports: (a: string, b?: string) =>
      a === "color" ? b === "red" : a === "selector(::part(a))",
  },
});

test("a member of a constructor is looked for in its prototype, a static one in itself", () => {
  assert.equal(holds("aInterface.member"), true);
  assert.equal(holds("aInterface.made"), false);
  assert.equal(holds("sInterface.made"), true);
  assert.equal(holds("sInterface.member"), false);
});

test("a member of a plain object is looked for in itself", () => {
  assert.equal(holds("aplain.member"), true);
  assert.equal(holds("aInterface"), true);
  assert.equal(holds("aNoSuchInterface"), false);
});

test("a built-in is looked for in itself and in its prototype", () => {
  assert.equal(holds("jArray.from"), true);
  assert.equal(holds("jArray.at"), true);
  assert.equal(holds("jIntl.Locale"), true);
  assert.equal(holds("jIntl.Locale.baseName"), true);
  assert.equal(holds("jArray.noSuchMethod"), false);
});

test("what throws is not there", () => {
  assert.equal(holds("aNoSuch.member"), false);
  assert.equal(holds("jNo.Such.member"), false);
  assert.equal(holds("?x"), false);
});

test("a declaration is its property and value, a selector any of its four forms", () => {
  assert.equal(holds("ccolor: red"), true);
  assert.equal(holds("ccolor: blue"), false);
  assert.equal(holds("lpart"), true);
  assert.equal(holds("lpartly"), false);
});

test("the first probe is the highest bit of the first byte", () => {
  assert.equal(
    pack([true, false, false, false, false, false, false, false, true]),
    btoa("\x80\x80"),
  );
  assert.equal(pack(Array<boolean>(160).fill(true)), btoa("\xff".repeat(20)));
});

test("set 1 has 160 probes and is what its file says", () => {
  const { probes } = JSON.parse(readFileSync("../data/probes/set_1.json", "utf8")) as {
    probes: { path: string }[];
  };
  assert.equal(probes.length, 160);
  assert.deepEqual(
    lines.split("\n").map((line) => line.slice(1)),
    probes.map(({ path }) => path),
  );
});
