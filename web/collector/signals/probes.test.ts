import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import lines from "virtual:probe-set-1";

import { isPresent, pack } from "./probes";

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

test("a member of a constructor is looked up in its prototype, a static one in itself", () => {
  assert.equal(isPresent("aInterface.member"), true);
  assert.equal(isPresent("aInterface.made"), false);
  assert.equal(isPresent("sInterface.made"), true);
  assert.equal(isPresent("sInterface.member"), false);
});

test("a member of a plain object is looked up in itself", () => {
  assert.equal(isPresent("aplain.member"), true);
  assert.equal(isPresent("aInterface"), true);
  assert.equal(isPresent("aNoSuchInterface"), false);
});

test("a built-in is looked up in itself and in its prototype", () => {
  assert.equal(isPresent("jArray.from"), true);
  assert.equal(isPresent("jArray.at"), true);
  assert.equal(isPresent("jIntl.Locale"), true);
  assert.equal(isPresent("jIntl.Locale.baseName"), true);
  assert.equal(isPresent("jArray.noSuchMethod"), false);
});

test("a probe that throws is absent", () => {
  assert.equal(isPresent("aNoSuch.member"), false);
  assert.equal(isPresent("jNo.Such.member"), false);
  assert.equal(isPresent("?x"), false);
});

test("a declaration has a property and a value, a selector any of its four forms", () => {
  assert.equal(isPresent("ccolor: red"), true);
  assert.equal(isPresent("ccolor: blue"), false);
  assert.equal(isPresent("lpart"), true);
  assert.equal(isPresent("lpartly"), false);
});

test("the first probe is the highest bit of the first byte", () => {
  assert.equal(
    pack([true, false, false, false, false, false, false, false, true]),
    btoa("\x80\x80"),
  );
  assert.equal(pack(Array<boolean>(160).fill(true)), btoa("\xff".repeat(20)));
});

test("set 1 has 160 probes, those of its file", () => {
  const { probes } = JSON.parse(readFileSync("../data/probes/set_1.json", "utf8")) as {
    probes: { path: string }[];
  };
  assert.equal(probes.length, 160);
  assert.deepEqual(
    lines.split("\n").map((line) => line.slice(1)),
    probes.map(({ path }) => path),
  );
});
