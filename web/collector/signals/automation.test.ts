import assert from "node:assert/strict";
import { test } from "node:test";

import { automationSignal, traces, webdriverDescriptor } from "./automation";

test("names that automation tools define are traces", () => {
  const left = [
    "cdc_adoQpoasnfa76pfcZLmcfl_Array",
    "$cdc_asdjflasutopfhvcZLmcfl_",
    "__playwright__binding__",
    "__pwInitScripts",
    "__webdriver_evaluate",
    "__selenium_unwrapped",
    "__nightmare",
    "_phantom",
    "callPhantom",
    "domAutomationController",
    "__puppeteer_evaluation_script__",
    "webdriver",
    "_WEBDRIVER_ELEM_CACHE",
  ];
  assert.deepEqual(traces(left), left);
});

test("names that ordinary pages define are not traces", () => {
  assert.deepEqual(
    traces([
      "document",
      "navigator",
      "chrome",
      "cdcPlayer",
      "pwa",
      "selenite",
      "emitter",
      "playlist",
      "webdriverio_docs",
      "spawner",
      "nightmares",
    ]),
    [],
  );
});

test("the number and length of the traces sent are limited", () => {
  const many = Array.from({ length: 1000 }, (_, i) => `cdc_${i}_${"x".repeat(1000)}`);
  const sent = traces(many);
  assert.equal(sent.length, 32);
  assert.ok(sent.every((name) => name.length === 64));
});

test("the descriptor of webdriver shows how it was changed", () => {
  class Fake {
    get webdriver() {
      return false;
    }
  }
  assert.equal(webdriverDescriptor({}, {}), "missing");
  assert.equal(webdriverDescriptor({ webdriver: false }, {}), "own_property");
  assert.equal(webdriverDescriptor({}, Fake.prototype), "altered");
});

test("without a reader of the console the trap does not fire, and it is removed afterwards", () => {
  const { log } = console;
  console.log = () => {};
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  assert.equal(automationSignal.devtools_protocol(), false);
  console.log = (error: unknown) => void (error as Error).stack;
  assert.equal(automationSignal.devtools_protocol(), true);
  console.log = log;
  assert.deepEqual(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), before);
});
