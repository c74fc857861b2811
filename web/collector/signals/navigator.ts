// The properties of the navigator object. All of them are claims.

import { present, settle, Unreadable } from "../component";

interface Brand {
  brand: string;
  version: string;
}

/** User-Agent Client Hints API (WICG); not in TypeScript's library. */
export interface UserAgentData {
  brands: Brand[];
  mobile: boolean;
  platform: string;
  getHighEntropyValues(hints: string[]): Promise<Record<string, unknown>>;
}

/** Fields that only some browsers have. */
export type AnyNavigator = Navigator & {
  deviceMemory?: number;
  oscpu?: string;
  buildID?: string;
  globalPrivacyControl?: boolean;
  connection?: { rtt?: number };
  userAgentData?: UserAgentData;
};

const HINTS = {
  platform_version: "platformVersion",
  architecture: "architecture",
  bitness: "bitness",
  model: "model",
  wow64: "wow64",
  form_factors: "formFactors",
} as const;

function pairs(list: unknown): [string, string][] {
  return (list as Brand[]).map((entry) => [entry.brand, entry.version]);
}

async function userAgentData() {
  const data = present(any().userAgentData, true);
  const answer = await settle(
    data.getHighEntropyValues([...Object.values(HINTS), "fullVersionList"]),
  );
  const high: Record<string, unknown> = {};
  for (const [name, hint] of Object.entries(HINTS)) {
    high[name] = "error" in answer ? answer : (answer[hint] ?? { error: "unsupported" });
  }
  return {
    brands: pairs(data.brands),
    mobile: data.mobile,
    platform: data.platform,
    ...high,
    full_version_list:
      "error" in answer
        ? answer
        : answer.fullVersionList
          ? pairs(answer.fullVersionList)
          : { error: "unsupported" },
  };
}

function any(): AnyNavigator {
  return navigator as AnyNavigator;
}

/** Firefox returns "unspecified" and WebKit null where the visitor has set no preference. */
function doNotTrack(): string | null {
  if (!("doNotTrack" in navigator)) throw new Unreadable("unsupported");
  return navigator.doNotTrack;
}

export const navigatorSignal = {
  user_agent: () => navigator.userAgent,
  app_version: () => navigator.appVersion,
  platform: () => navigator.platform,
  vendor: () => navigator.vendor,
  product_sub: () => navigator.productSub,
  oscpu: () => any().oscpu,
  build_id: () => any().buildID,
  language: () => navigator.language,
  languages: () => [...navigator.languages],
  hardware_concurrency: () => navigator.hardwareConcurrency,
  device_memory: () => present(any().deviceMemory, true),
  max_touch_points: () => navigator.maxTouchPoints,
  webdriver: () => navigator.webdriver,
  pdf_viewer_enabled: () => navigator.pdfViewerEnabled,
  cookie_enabled: () => navigator.cookieEnabled,
  do_not_track: doNotTrack,
  global_privacy_control: () => any().globalPrivacyControl,
  connection_rtt: () => any().connection?.rtt,
  user_agent_data: userAgentData,
};
