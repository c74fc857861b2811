// Traces that automation tools leave in a page.

import { present, Unreadable } from "../component";
import { historyUnlimited } from "./history";
import { isNative } from "./natives";
import { speaksV8 } from "./stack";

/** Names of globals that automation tools define, as written in their sources. */
const TRACE =
  /^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i;
const MAX_TRACES = 32;
const MAX_TRACE_LENGTH = 64;

/** Those of the names that only automation tools use; few and short, whatever a page defines. */
export function traces(names: string[]): string[] {
  return names
    .filter((name) => TRACE.test(name))
    .slice(0, MAX_TRACES)
    .map((name) => name.slice(0, MAX_TRACE_LENGTH));
}

function globals(): string[] {
  const found = traces([
    ...Object.getOwnPropertyNames(window),
    ...Object.getOwnPropertyNames(document),
  ]);
  // Sequentum's browser identifies itself in window.external only.
  if (String(window.external).includes("Sequentum")) found.push("external.Sequentum");
  return found;
}

function documentAttributes(): string[] {
  return document.documentElement
    .getAttributeNames()
    .filter((name) => /selenium|driver|phantom|nightmare/i.test(name))
    .slice(0, MAX_TRACES);
}

/** "native", or how it was changed: "own_property" of navigator, "altered", "missing". */
export function webdriverDescriptor(
  object: object = navigator,
  prototype: object = Navigator.prototype,
): string {
  if (Object.getOwnPropertyDescriptor(object, "webdriver")) return "own_property";
  const descriptor = Object.getOwnPropertyDescriptor(prototype, "webdriver");
  if (!descriptor) return "missing";
  return isNative(descriptor.get, "webdriver", [Function.prototype.toString])
    ? "native"
    : "altered";
}

/**
 * Whether something reads the console: a tool that uses the DevTools protocol, or DevTools that a
 * person opened. V8 formats an error's stack when it is first read, and the protocol reads it to
 * display the error. Other tests, such as a getter for `stack`, no longer work in any browser.
 */
function devtoolsProtocol(): boolean {
  const errors = Error as { prepareStackTrace?: unknown };
  if (!speaksV8()) throw new Unreadable("unsupported");
  const before = Object.getOwnPropertyDescriptor(errors, "prepareStackTrace");
  let asked = false;
  const trap = (): string => {
    asked = true;
    return "";
  };
  Object.defineProperty(errors, "prepareStackTrace", {
    value: trap,
    configurable: true,
    writable: true,
  });
  try {
    console.log(new Error(""));
  } finally {
    if (before) Object.defineProperty(errors, "prepareStackTrace", before);
    else delete errors.prepareStackTrace;
  }
  return asked;
}

export const automationSignal = {
  globals,
  document_attributes: documentAttributes,
  notification_permission: () => present(globalThis.Notification, true).permission,
  permission_state: async () =>
    (await present(navigator.permissions, true).query({ name: "notifications" })).state,
  webdriver_descriptor: () => webdriverDescriptor(),
  devtools_protocol: devtoolsProtocol,
  history_unlimited: historyUnlimited,
};
