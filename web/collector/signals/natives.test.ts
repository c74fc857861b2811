import assert from "node:assert/strict";
import { test } from "node:test";

import { isNative, isProxy, refusesStrangers } from "./natives";

const texts = [Function.prototype.toString];
const native = (target: unknown, name: string) => isNative(target, name, texts);

test("the engine's own functions are native", () => {
  assert.equal(native(Array.prototype.map, "map"), true);
  assert.equal(native(Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get, "size"), true);
  assert.equal(native(Function.prototype.toString, "toString"), true);
});

test("a script's function is not, nor a bound one, nor what is no function", () => {
  assert.equal(
    native(function map() {}, "map"),
    false,
  );
  assert.equal(native(Array.prototype.map.bind([]), "map"), false);
  assert.equal(native(undefined, "map"), false);
});

test("a function under another's name is not", () => {
  assert.equal(native(Array.prototype.filter, "map"), false);
});

test("a proxy is found even where text and names are faked", () => {
  const proxy = new Proxy(Array.prototype.map, { apply: () => [] });
  assert.equal(isProxy(proxy), true);
  const lying = [() => "function map() { [native code] }"];
  assert.equal(isNative(proxy, "map", lying as never), false);
  assert.equal(isProxy(Array.prototype.map), false);
});

test("looking for a proxy leaves the function as it was", () => {
  const proxy = new Proxy(Array.prototype.map, {});
  const parent = Object.getPrototypeOf(proxy) as unknown;
  isProxy(proxy);
  assert.equal(Object.getPrototypeOf(proxy), parent);
  assert.equal(Object.getPrototypeOf(Array.prototype.map), Function.prototype);
});

test("a function that carries more than it should is not native", () => {
  const lying = [() => "function map() { [native code] }"];
  assert.equal(
    isNative(function map() {}, "map", lying as never),
    false,
  );
});

test("a getter of the platform refuses an object of another kind", () => {
  const size = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
  assert.equal(refusesStrangers(size as never, Map.prototype), true);
  assert.equal(refusesStrangers((() => 1) as never, Map.prototype), false);
});
