import assert from "node:assert/strict";
import { test } from "node:test";

import { isNative, isProxy, rejectsOtherTypes } from "./natives";

const texts = [Function.prototype.toString];
const native = (target: unknown, name: string) => isNative(target, name, texts);

test("the engine's own functions are native", () => {
  assert.equal(native(Array.prototype.map, "map"), true);
  assert.equal(native(Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get, "size"), true);
  assert.equal(native(Function.prototype.toString, "toString"), true);
});

test("scripts' functions, bound functions and other values are not native", () => {
  assert.equal(
    native(function map() {}, "map"),
    false,
  );
  assert.equal(native(Array.prototype.map.bind([]), "map"), false);
  assert.equal(native(undefined, "map"), false);
});

test("a function under another function's name is not native", () => {
  assert.equal(native(Array.prototype.filter, "map"), false);
});

test("a proxy is detected even where its text and properties are faked", () => {
  const proxy = new Proxy(Array.prototype.map, { apply: () => [] });
  assert.equal(isProxy(proxy), true);
  const lying = [() => "function map() { [native code] }"];
  assert.equal(isNative(proxy, "map", lying as never), false);
  assert.equal(isProxy(Array.prototype.map), false);
});

test("the test for a proxy leaves the function unchanged", () => {
  const proxy = new Proxy(Array.prototype.map, {});
  const parent = Object.getPrototypeOf(proxy) as unknown;
  isProxy(proxy);
  assert.equal(Object.getPrototypeOf(proxy), parent);
  assert.equal(Object.getPrototypeOf(Array.prototype.map), Function.prototype);
});

test("a function with further properties is not native", () => {
  const lying = [() => "function map() { [native code] }"];
  assert.equal(
    isNative(function map() {}, "map", lying as never),
    false,
  );
});

test("a getter of the platform rejects an object of another type", () => {
  const size = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
  assert.equal(rejectsOtherTypes(size as never, Map.prototype), true);
  assert.equal(rejectsOtherTypes((() => 1) as never, Map.prototype), false);
});
