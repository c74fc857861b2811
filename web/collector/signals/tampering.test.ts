import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
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
setGlobals({
  document: { body: { append() {} }, createElement: () => element },
  navigator: {},
  screen: {},
});

test("the engine's own functions are not reported", () => {
  assert.deepEqual(tamperingSignal.functions(), []);
});

test("a replaced function is reported with its interface", () => {
  const { getTimezoneOffset } = Date.prototype;
  Date.prototype.getTimezoneOffset = new Proxy(getTimezoneOffset, { apply: () => 0 });
  try {
    assert.deepEqual(tamperingSignal.functions(), ["Date.getTimezoneOffset"]);
  } finally {
    Date.prototype.getTimezoneOffset = getTimezoneOffset;
  }
});

test("a getter that accepts other types is not the platform's", () => {
  class Navigator {
    get webdriver() {
      return false;
    }
  }
  setGlobals({ Navigator });
  assert.deepEqual(tamperingSignal.functions(), ["Navigator.webdriver"]);
});

test("a list of plugins that is not the platform's is reported", () => {
  class PluginArray extends Array {}
  class Plugin {}
  setGlobals({
    Navigator: class {},
    PluginArray,
    Plugin,
    navigator: { plugins: PluginArray.of(new Plugin()) },
  });
  assert.deepEqual(tamperingSignal.functions(), []);
  for (const plugins of [[new Plugin()], PluginArray.of({ name: "PDF Viewer" })]) {
    setGlobals({ navigator: { plugins } });
    assert.deepEqual(tamperingSignal.functions(), ["Navigator.plugins"]);
  }
});

test("a property on the object itself is reported", () => {
  setGlobals({ navigator: { webdriver: false } });
  assert.deepEqual(tamperingSignal.navigator_properties(), ["webdriver"]);
  assert.deepEqual(tamperingSignal.screen_properties(), []);
});
