import assert from "node:assert/strict";
import { test } from "node:test";

import { pose } from "../pose";
import { tamperingSignal } from "./tampering";

const element = Object.assign(Object.create({ contentWindow: null }) as object, {});
Object.defineProperties(
  element,
  Object.fromEntries(
    ["isConnected", "setAttribute", "remove"].map((name) => [
      name,
      { value: () => {}, enumerable: false },
    ]),
  ),
);
pose({
  document: { body: { append() {} }, createElement: () => element },
  navigator: {},
  screen: {},
});

test("the engine's own functions are left alone", () => {
  assert.deepEqual(tamperingSignal.functions(), []);
});

test("a replaced function is named by its interface", () => {
  const { getTimezoneOffset } = Date.prototype;
  Date.prototype.getTimezoneOffset = new Proxy(getTimezoneOffset, { apply: () => 0 });
  try {
    assert.deepEqual(tamperingSignal.functions(), ["Date.getTimezoneOffset"]);
  } finally {
    Date.prototype.getTimezoneOffset = getTimezoneOffset;
  }
});

test("a getter that answers strangers is not the platform's", () => {
  class Navigator {
    get webdriver() {
      return false;
    }
  }
  pose({ Navigator });
  assert.deepEqual(tamperingSignal.functions(), ["Navigator.webdriver"]);
});

test("a list of plugins that is none of the platform's is named", () => {
  class PluginArray extends Array {}
  class Plugin {}
  pose({
    Navigator: class {},
    PluginArray,
    Plugin,
    navigator: { plugins: PluginArray.of(new Plugin()) },
  });
  assert.deepEqual(tamperingSignal.functions(), []);
  for (const plugins of [[new Plugin()], PluginArray.of({ name: "PDF Viewer" })]) {
    pose({ navigator: { plugins } });
    assert.deepEqual(tamperingSignal.functions(), ["Navigator.plugins"]);
  }
});

test("a property on the object itself is named", () => {
  pose({ navigator: { webdriver: false } });
  assert.deepEqual(tamperingSignal.navigator_properties(), ["webdriver"]);
  assert.deepEqual(tamperingSignal.screen_properties(), []);
});
