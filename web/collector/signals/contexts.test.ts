import assert from "node:assert/strict";
import { test } from "node:test";

import { setGlobals } from "../set_globals";
import { contextsSignal } from "./contexts";
import { removeFrame } from "./frame";

/** A page whose frames have this window. */
function framed(inner: object): void {
  const element = { isConnected: true, setAttribute() {}, remove() {}, contentWindow: inner };
  setGlobals({ document: { body: { append() {} }, createElement: () => element } });
}

test("properties are read from the frame, not from the page", () => {
  const inner = {
    navigator: { userAgent: "inner", webdriver: true },
    Intl,
    Function,
    chrome: {},
    self: null as unknown,
  };
  inner.self = inner;
  framed(inner);
  const found = contextsSignal.iframe();
  removeFrame();
  assert.equal(found.user_agent, "inner");
  assert.equal(found.webdriver, true);
  assert.equal(found.chrome_object, true);
  assert.equal(found.self_is_window, true);
});

test("a window that is not its own self is a wrapper", () => {
  const inner = { navigator: {}, Intl, Function, self: {} };
  framed(inner);
  assert.equal(contextsSignal.iframe().self_is_window, false);
  removeFrame();
});
