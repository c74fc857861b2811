// Labels as people say them.

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
  bot: "A program",
  other: "Another device",
  browser: "A browser",
  http_library: "An HTTP library",
  impersonator: "An impersonator",
  none: "None seen",
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
  worker_contradicts_main: "worker against page",
  gpu_contradicts_os: "GPU against system",
  timezone_contradicts_language: "time zone against language",
  blink: "Blink",
  gecko: "Gecko",
  trident: "Trident",
  user_agent: "user agent",
  client_hints: "client hints",
};

const LAYERS: Record<string, [string, string]> = {
  tcp: ["TCP", "How the connection was opened"],
  tls: ["TLS", "How encryption was offered"],
  http2: ["HTTP/2", "Settings and frames"],
  http3: ["HTTP/3", "Settings over QUIC"],
  http: ["Headers", "What was sent, in which order"],
  browser: ["Browser", "What the script saw in the page"],
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

/** Never quite all, never quite nothing. */
export function percent(probability: number): string {
  if (probability > 0.995) return "> 99\u00a0%";
  if (probability > 0 && probability < 0.005) return "< 1\u00a0%";
  return `${Math.round(probability * 100)}\u00a0%`;
}

/** A name at the start of a line: "A crawler", but curl writes itself small. */
export function starting(label: string | null | undefined): string {
  return name(label).replace(
    /^(an? |unknown)/,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
