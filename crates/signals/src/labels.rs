//! The closed vocabulary of the answers: one enum per question, one word per label, the same in
//! JSON, models, metrics and documents. Owns the words; knows nothing of how
//! they are found.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants are labels: `ALL`, `as_str`, `index`, `FromStr`, `Display` and
/// serde all come from the one list. `$text` is a tt: utoipa does not read a rename out of the
/// group that `literal` would wrap it in.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:tt,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[expect(missing_docs, reason = "the variants are the labels")]
        pub enum $name { $(#[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every label, in the order of the models.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The label as JSON and the models have it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// Position in [`Self::ALL`].
            #[must_use]
            pub const fn index(self) -> usize { self as usize }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownLabel;
            fn from_str(text: &str) -> Result<Self, UnknownLabel> {
                match text { $($text => Ok($name::$variant),)+ _ => Err(UnknownLabel) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

/// A word that is not a label of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such label")]
pub struct UnknownLabel;

labels! {
    /// What program the client is.
    Browser {
        Chrome = "chrome", Edge = "edge", Opera = "opera", SamsungInternet = "samsung_internet",
        Brave = "brave", Vivaldi = "vivaldi", Yandex = "yandex", Chromium = "chromium",
        Firefox = "firefox", TorBrowser = "tor_browser", Safari = "safari", Webkit = "webkit",
        Webview = "webview", InternetExplorer = "internet_explorer",
        Curl = "curl", Wget = "wget", Python = "python", Go = "go", Java = "java", Node = "node",
        Okhttp = "okhttp", Dotnet = "dotnet", Ruby = "ruby", Php = "php", Perl = "perl",
        Rust = "rust", Library = "library", Crawler = "crawler", Unknown = "unknown",
    }
}

labels! {
    /// The rendering engine below the browser; `none` for a client that renders nothing.
    Engine {
        Blink = "blink", Gecko = "gecko", Webkit = "webkit", Trident = "trident",
        None = "none", Unknown = "unknown",
    }
}

labels! {
    /// The operating system the client runs on.
    Os {
        Windows = "windows", Macos = "macos", Linux = "linux", Android = "android", Ios = "ios",
        Chromeos = "chromeos", Unknown = "unknown",
    }
}

labels! {
    /// The kind of device.
    Device {
        Desktop = "desktop", Mobile = "mobile", Tablet = "tablet", Bot = "bot", Other = "other",
        Unknown = "unknown",
    }
}

labels! {
    /// The kind of client.
    Client {
        Browser = "browser", Webview = "webview", HttpLibrary = "http_library",
        Impersonator = "impersonator", Crawler = "crawler", Unknown = "unknown",
    }
}

labels! {
    /// How a client is automated.
    AutomationKind {
        None = "none", HttpClient = "http_client", DeclaredCrawler = "declared_crawler",
        Headless = "headless", Webdriver = "webdriver", CdpDriver = "cdp_driver",
        StealthFramework = "stealth_framework",
    }
}

labels! {
    /// A program that drives browsers or imitates them, where it can be named.
    AutomationTool {
        Selenium = "selenium", Playwright = "playwright", Puppeteer = "puppeteer",
        UndetectedChromedriver = "undetected_chromedriver", Patchright = "patchright",
        Nodriver = "nodriver", CurlCffi = "curl_cffi", Phantomjs = "phantomjs", Slimerjs = "slimerjs",
        Nightmare = "nightmare", Webdriverio = "webdriverio", Cypress = "cypress",
        Testcafe = "testcafe", Ulixee = "ulixee", Stagehand = "stagehand", BrowserUse = "browser_use",
    }
}

labels! {
    /// What a spoofing client lies about.
    SpoofingKind {
        UserAgentBrowser = "user_agent_browser", UserAgentVersion = "user_agent_version",
        Os = "os", Device = "device", TlsImpersonation = "tls_impersonation",
        HeadersContradictBrowser = "headers_contradict_browser",
        WorkerContradictsMain = "worker_contradicts_main",
        GpuContradictsOs = "gpu_contradicts_os",
        TimezoneContradictsLanguage = "timezone_contradicts_language",
    }
}

labels! {
    /// What is asked about a client.
    Question {
        Browser = "browser", Version = "version", Engine = "engine", Os = "os", Device = "device",
        Client = "client", Automation = "automation", Spoofing = "spoofing",
    }
}

/// The questions that need a model; the others follow from them.
pub const MODEL_QUESTIONS: &[Question] =
    &[Question::Browser, Question::Os, Question::Device, Question::Client, Question::Spoofing];

labels! {
    /// Where evidence comes from.
    Layer {
        Tcp = "tcp", Tls = "tls", Http2 = "http2", Http3 = "http3", Http = "http", Browser = "browser",
    }
}

labels! {
    /// Proxies whose headers carry what they saw of a client's connection.
    EdgeProfile {
        Cloudfront = "cloudfront", Cloudflare = "cloudflare", Envoy = "envoy", Haproxy = "haproxy",
        Nginx = "nginx", Fingerproxy = "fingerproxy", Huginn = "huginn", Custom = "custom",
    }
}

impl Browser {
    /// The engine a browser has where it may bring its own.
    #[must_use]
    pub const fn engine(self) -> Engine {
        match self {
            Self::Chrome
            | Self::Edge
            | Self::Opera
            | Self::SamsungInternet
            | Self::Brave
            | Self::Vivaldi
            | Self::Yandex
            | Self::Chromium
            | Self::Webview => Engine::Blink,
            Self::Firefox | Self::TorBrowser => Engine::Gecko,
            Self::Safari | Self::Webkit => Engine::Webkit,
            Self::InternetExplorer => Engine::Trident,
            Self::Crawler | Self::Unknown => Engine::Unknown,
            _ => Engine::None,
        }
    }

    /// Whether the browser's major is that of the engine that [`Self::engine`] gives it. The others
    /// count by themselves, or have no engine.
    #[must_use]
    pub const fn counts_with_engine(self) -> bool {
        matches!(
            self,
            Self::Chrome
                | Self::Edge
                | Self::Brave
                | Self::Chromium
                | Self::Webview
                | Self::Firefox
                | Self::Safari
        )
    }

    /// The engine a browser has on a system: on iOS every browser is `WebKit`.
    #[must_use]
    pub const fn engine_on(self, os: Os) -> Engine {
        match (self.engine(), os) {
            (Engine::Blink | Engine::Gecko, Os::Ios) => Engine::Webkit,
            (engine, _) => engine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back_as_itself() {
        for label in Browser::ALL {
            assert_eq!(label.as_str().parse(), Ok(*label));
            assert_eq!(Browser::ALL[label.index()], *label);
        }
        assert_eq!("netscape".parse::<Browser>(), Err(UnknownLabel));
    }

    #[test]
    fn serde_and_display_use_the_same_word() {
        assert_eq!(serde_json::to_string(&AutomationKind::CdpDriver).unwrap(), "\"cdp_driver\"");
        assert_eq!(AutomationKind::CdpDriver.to_string(), "cdp_driver");
    }

    #[test]
    fn brands_with_majors_of_their_own_do_not_count_with_their_engine() {
        assert!(Browser::Brave.counts_with_engine() && Browser::Safari.counts_with_engine());
        for own in [Browser::Opera, Browser::Vivaldi, Browser::TorBrowser, Browser::Curl] {
            assert!(!own.counts_with_engine(), "{own}");
        }
    }

    #[test]
    fn every_browser_on_ios_is_webkit_and_a_library_is_none_anywhere() {
        assert_eq!(Browser::Chrome.engine_on(Os::Ios), Engine::Webkit);
        assert_eq!(Browser::Chrome.engine_on(Os::Android), Engine::Blink);
        assert_eq!(Browser::Curl.engine_on(Os::Ios), Engine::None);
    }
}
