// Functions that spoofers replace and that are no longer the browser's own, and properties that
// only a script can have put where they are. Extensions for privacy do this too: suspicion, no proof.

import { frame } from "./frame";
import { isNative, refusesStrangers, type ToString } from "./natives";

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

/** Methods, by interface; of the object itself where there is no constructor. */
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

/** Lists that are not of the platform's make: a getter that was left alone may give out another's. */
function* madeUp() {
  const lists: [string, string, string][] = [
    ["plugins", "PluginArray", "Plugin"],
    ["mimeTypes", "MimeTypeArray", "MimeType"],
  ];
  for (const [name, list, item] of lists) {
    const given = (navigator as unknown as Record<string, object | undefined>)[name];
    const [ofList, ofItem] = [list, item].map(prototypeOf);
    if (!given || !ofList || !ofItem) continue;
    const items = Array.from(given as ArrayLike<object>);
    if (
      Object.getPrototypeOf(given) !== ofList ||
      items.some((each) => Object.getPrototypeOf(each) !== ofItem)
    )
      yield `Navigator.${name}`;
  }
}

/** Both realms' own way of telling a function's text. */
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
    return !!get && isNative(get, name, texts) && refusesStrangers(get, prototype);
  };
  const method = (prototype: object, name: string): boolean =>
    isNative(Object.getOwnPropertyDescriptor(prototype, name)?.value, name, texts);
  return [
    ...new Set([...replacedIn(GETTERS, getter), ...replacedIn(METHODS, method), ...madeUp()]),
  ];
}

export const tamperingSignal = {
  functions,
  /** An object of the platform has its members on its prototype, none on itself. */
  navigator_properties: () => Object.getOwnPropertyNames(navigator),
  screen_properties: () => Object.getOwnPropertyNames(screen),
  frame_properties: () => Object.getOwnPropertyNames(frame()),
};
