// Objects that one browser, or one kind of web view, defines in its pages. They identify browsers
// that send no brand of their own: Brave, DuckDuckGo, in-app web views.

const PATHS = [
  "navigator.brave",
  "navigator.duckduckgo",
  "opr",
  "yandex",
  "safari",
  "ApplePaySession",
  "GestureEvent",
  "InstallTrigger",
  "mozInnerScreenX",
  "webkit.messageHandlers",
  "ReactNativeWebView",
  "flutter_inappwebview",
  "cordova",
  "ucweb",
  "MiuiBrowser",
  "process.versions.electron",
];

function exists(path: string): boolean {
  let thing: unknown = globalThis;
  for (const name of path.split(".")) {
    if (thing === null || thing === undefined || !(name in Object(thing))) return false;
    thing = (thing as Record<string, unknown>)[name];
  }
  return true;
}

export const brandObjects = () => PATHS.filter(exists);
