// Labels as people read them.

const NAMES: Record<string, string> = {
  chrome: "Chrome",
  edge: "Edge",
  opera: "Opera",
  samsung_internet: "Samsung Internet",
  brave: "Brave",
  vivaldi: "Vivaldi",
  yandex: "Yandex Browser",
  chromium: "Chromium",
  firefox: "Firefox",
  tor_browser: "Tor Browser",
  safari: "Safari",
  webkit: "a WebKit browser",
  webview: "a web view",
  internet_explorer: "Internet Explorer",
  unknown: "unknown",
  curl: "curl",
  wget: "Wget",
  python: "Python",
  go: "Go",
  java: "Java",
  node: "Node.js",
  okhttp: "OkHttp",
  dotnet: ".NET",
  ruby: "Ruby",
  php: "PHP",
  perl: "Perl",
  rust: "Rust",
  library: "an HTTP library",
  crawler: "a crawler",
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
  android: "Android",
  ios: "iOS",
  chromeos: "ChromeOS",
  desktop: "Desktop",
  mobile: "Phone",
  tablet: "Tablet",
  bot: "Bot",
  other: "Another device",
  browser: "A browser",
  http_library: "An HTTP library",
  impersonator: "An impersonator",
  none: "None detected",
  http_client: "An HTTP client",
  declared_crawler: "A declared crawler",
  headless: "Headless",
  webdriver: "WebDriver",
  cdp_driver: "DevTools driver",
  stealth_framework: "Stealth framework",
  user_agent_browser: "browser in the user agent",
  user_agent_version: "version in the user agent",
  os: "operating system",
  device: "device",
  tls_impersonation: "imitated TLS",
  headers_contradict_browser: "headers",
  worker_contradicts_main: "worker contradicts page",
  gpu_contradicts_os: "GPU contradicts system",
  timezone_contradicts_language: "time zone contradicts language",
  blink: "Blink",
  gecko: "Gecko",
  trident: "Trident",
  user_agent: "user agent",
  client_hints: "client hints",
};

const LAYERS: Record<string, [string, string]> = {
  tcp: ["TCP", "Options of the first packet"],
  tls: ["TLS", "Cipher suites and extensions"],
  http2: ["HTTP/2", "Settings, frames and their order"],
  http3: ["HTTP/3", "Settings over QUIC"],
  http: ["Headers", "Names, values and order"],
  browser: ["Browser", "Properties read by the script"],
};

export const QUESTIONS: Record<string, string> = {
  browser: "Browser",
  version: "Version",
  engine: "Engine",
  os: "Operating system",
  device: "Device",
  client: "Client",
  automation: "Automation",
  spoofing: "Spoofing",
};

export function name(label: string | null | undefined): string {
  if (!label) return "unknown";
  return NAMES[label] ?? label.replaceAll("_", " ");
}

export function layer(key: string): [string, string] {
  return LAYERS[key] ?? [name(key), ""];
}

/** Never 100 %, and 0 % only where it is exactly 0. */
export function percent(probability: number): string {
  if (probability > 0.995) return "> 99\u00a0%";
  if (probability > 0 && probability < 0.005) return "< 1\u00a0%";
  return `${Math.round(probability * 100)}\u00a0%`;
}

/** A name at the start of a line: "A crawler", but "curl" stays in lower case. */
export function starting(label: string | null | undefined): string {
  return name(label).replace(
    /^(an? |unknown)/,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
