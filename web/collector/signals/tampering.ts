// Functions that are no longer the browser's own, and properties that only a script can have added.
// Spoofing tools leave them, but privacy extensions do too: grounds for suspicion, not proof.

import { frame } from "./frame";
import { isNative, rejectsOtherTypes, type ToString } from "./natives";

/** Getters, by interface. */
const GETTERS: Record<string, string[]> = {
  Navigator: [
    "userAgent",
    "platform",
    "vendor",
    "webdriver",
    "languages",
    "plugins",
    "mimeTypes",
    "appVersion",
    "productSub",
    "hardwareConcurrency",
    "deviceMemory",
    "maxTouchPoints",
    "userAgentData",
    "permissions",
  ],
  NavigatorUAData: ["brands", "platform"],
  Screen: ["width", "height", "colorDepth"],
  HTMLIFrameElement: ["contentWindow"],
};

/** Methods, by interface. */
const METHODS: Record<string, string[]> = {
  Function: ["toString"],
  Permissions: ["query"],
  NavigatorUAData: ["getHighEntropyValues"],
  HTMLMediaElement: ["canPlayType"],
  HTMLCanvasElement: ["toDataURL", "getContext"],
  CanvasRenderingContext2D: ["getImageData", "measureText"],
  WebGLRenderingContext: ["getParameter"],
  WebGL2RenderingContext: ["getParameter"],
  AudioBuffer: ["getChannelData"],
  Date: ["getTimezoneOffset"],
  "Intl.DateTimeFormat": ["resolvedOptions"],
  Element: ["attachShadow"],
  MediaDevices: ["enumerateDevices"],
};

function prototypeOf(path: string): object | undefined {
  const owner = path
    .split(".")
    .reduce<unknown>((thing, name) => (thing as Record<string, unknown>)?.[name], globalThis);
  return typeof owner === "function" ? (owner.prototype as object) : undefined;
}

function* replacedIn(
  table: Record<string, string[]>,
  native: (prototype: object, name: string) => boolean,
) {
  for (const [path, names] of Object.entries(table)) {
    const prototype = prototypeOf(path);
    if (!prototype) continue;
    for (const name of names) {
      if (Object.getOwnPropertyDescriptor(prototype, name) && !native(prototype, name))
        yield `${path}.${name}`;
    }
  }
}

/** Lists that are not the platform's: a getter that is still native may return a replaced list. */
function* replacedLists() {
  const lists: [string, string, string][] = [
    ["plugins", "PluginArray", "Plugin"],
    ["mimeTypes", "MimeTypeArray", "MimeType"],
  ];
  for (const [name, list, item] of lists) {
    const value = (navigator as unknown as Record<string, object | undefined>)[name];
    const [listPrototype, itemPrototype] = [list, item].map(prototypeOf);
    if (!value || !listPrototype || !itemPrototype) continue;
    const items = Array.from(value as ArrayLike<object>);
    if (
      Object.getPrototypeOf(value) !== listPrototype ||
      items.some((each) => Object.getPrototypeOf(each) !== itemPrototype)
    )
      yield `Navigator.${name}`;
  }
}

/** `toString` of this realm and of the frame's. */
function toStrings(): ToString[] {
  const ours = Function.prototype.toString;
  const theirs = (frame().contentWindow as (Window & typeof globalThis) | null)?.Function.prototype
    .toString;
  return theirs ? [ours, theirs] : [ours];
}

function functions(): string[] {
  const texts = toStrings();
  const getter = (prototype: object, name: string): boolean => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return !!get && isNative(get, name, texts) && rejectsOtherTypes(get, prototype);
  };
  const method = (prototype: object, name: string): boolean =>
    isNative(Object.getOwnPropertyDescriptor(prototype, name)?.value, name, texts);
  return [
    ...new Set([
      ...replacedIn(GETTERS, getter),
      ...replacedIn(METHODS, method),
      ...replacedLists(),
    ]),
  ];
}

export const tamperingSignal = {
  functions,
  /** Empty in an unchanged browser, whose members are on the prototype. */
  navigator_properties: () => Object.getOwnPropertyNames(navigator),
  screen_properties: () => Object.getOwnPropertyNames(screen),
  frame_properties: () => Object.getOwnPropertyNames(frame()),
};
