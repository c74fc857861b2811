// The same properties of the client, read in the page, in a frame and in a worker: differences
// between them are stronger evidence than any single value.

import { fields } from "../component";
import type { AnyNavigator } from "./navigator";
import { type Clock, zone } from "./timezone";

export type Realm = Clock & { navigator: Navigator; Function: typeof Function };

export function realm(scope: Realm) {
  const { navigator } = scope;
  const any = navigator as AnyNavigator;
  return fields({
    user_agent: () => navigator.userAgent,
    platform: () => navigator.platform,
    language: () => navigator.language,
    languages: () => [...navigator.languages],
    hardware_concurrency: () => navigator.hardwareConcurrency,
    device_memory: () => any.deviceMemory,
    webdriver: () => navigator.webdriver,
    brands: () => any.userAgentData?.brands.map((entry) => [entry.brand, entry.version]),
    ua_data_platform: () => any.userAgentData?.platform,
    timezone: () => zone(scope),
    function_to_string: () =>
      scope.Function.prototype.toString.call(scope.Function.prototype.toString),
  });
}
