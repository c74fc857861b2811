//! User agents of browsers, libraries and robots, as clients send them.

use super::*;
use Browser as B;
use Device as D;
use Os as O;

type Expected = (B, Option<u32>, Option<O>, Option<D>);

fn holds(cases: &[(&str, Expected)]) {
    for (text, expected) in cases {
        let said = parse(text);
        assert_eq!((said.browser, said.version, said.os, said.device), some(*expected), "{text}");
    }
}

fn some(expected: Expected) -> (Option<B>, Option<u32>, Option<O>, Option<D>) {
    (Some(expected.0), expected.1, expected.2, expected.3)
}

/// A desktop Blink user agent with `tail` at its end.
fn blink(tail: &str) -> String {
    format!(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 {tail}"
    )
}

fn iphone(tail: &str) -> String {
    format!(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {tail}"
    )
}

#[test]
fn blink_brands_on_a_desktop_are_recognized_by_their_token() {
    for (tail, browser, version) in [
        ("Safari/537.36", B::Chrome, 150),
        ("Safari/537.36 Edg/150.0.3000.1", B::Edge, 150),
        ("Safari/537.36 OPR/134.0.0.0", B::Opera, 134),
        ("Safari/537.36 Vivaldi/8.1.4000.40", B::Vivaldi, 8),
        ("YaBrowser/26.4.1 Yowser/2.5 Safari/537.36", B::Yandex, 26),
        ("Safari/537.36 Brave/150", B::Brave, 150),
        ("Whale/4.1.1 Safari/537.36", B::Chromium, 150),
        ("Electron/40.0.0 Safari/537.36", B::Chromium, 150),
        ("Safari/537.36 SomeBrowser/3.1", B::Chromium, 150),
    ] {
        let said = parse(&blink(tail));
        assert_eq!((said.browser, said.version), (Some(browser), Some(version)), "{tail}");
        assert_eq!((said.os, said.device), (Some(O::Windows), Some(D::Desktop)));
        assert_eq!((said.engine, said.headless), (Some(Engine::Blink), false));
    }
}

#[test]
fn an_extension_beside_chrome_is_still_chrome() {
    assert_eq!(parse(&blink("Safari/537.36 Extension/1.2")).browser, Some(B::Chrome));
}

#[test]
fn other_desktops_are_recognized() {
    holds(&[
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
            (B::Chrome, Some(150), Some(O::Chromeos), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
            (B::Firefox, Some(153), Some(O::Linux), Some(D::Desktop)),
        ),
        // Tor Browser: the network shows Firefox ESR on Windows, whatever the system.
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            (B::Firefox, Some(140), Some(O::Windows), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            (B::Safari, Some(26), Some(O::Macos), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            (B::Webkit, Some(26), Some(O::Linux), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 Epiphany/605.1.15",
            (B::Webkit, Some(18), Some(O::Linux), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) QtWebEngine/6.9.0 Chrome/130.0.0.0 Safari/537.36",
            (B::Chromium, Some(130), Some(O::Linux), Some(D::Desktop)),
        ),
    ]);
}

#[test]
fn android_browsers_are_recognized() {
    holds(&[
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
            (B::Chrome, Some(150), Some(O::Android), Some(D::Mobile)),
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
            (B::Chrome, Some(150), Some(O::Android), Some(D::Tablet)),
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
            (B::SamsungInternet, Some(29), Some(O::Android), Some(D::Mobile)),
        ),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0",
            (B::Firefox, Some(153), Some(O::Android), Some(D::Mobile)),
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/OPR1.250805.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.7000.1 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0.0;]",
            (B::Webview, Some(150), Some(O::Android), Some(D::Mobile)),
        ),
        (
            "Mozilla/5.0 (Linux; Android 9; CUBOT X18 Build/P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.1.2 Mobile Safari/537.36",
            (B::Chrome, Some(99), Some(O::Android), Some(D::Mobile)),
        ),
        (
            "Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9 Build/BP2A.250805.005)",
            (B::Library, Some(2), Some(O::Android), None),
        ),
    ]);
}

#[test]
fn libraries_are_recognized_by_their_names() {
    for (text, browser, version) in [
        ("aria2/1.37.0", B::Library, Some(1)),
        ("git/2.47.3", B::Library, Some(2)),
        ("Lavf/59.27.100", B::Library, Some(59)),
        ("python-httpx2/2.16.2", B::Python, Some(2)),
        ("ruby-openid-client/1.0", B::Ruby, Some(1)),
        ("HTTPClient/1.0 (2.8.3, ruby 3.1.2 (2022-04-12))", B::Ruby, Some(1)),
        ("minipass-fetch/5.0.2 (+https://github.com/isaacs/minipass-fetch)", B::Node, Some(5)),
        ("Mozilla/5.0 (pc-x86_64-linux-gnu) Siege/4.0.7", B::Library, Some(4)),
    ] {
        let said = parse(text);
        assert_eq!(
            (said.browser, said.version, said.impersonator),
            (Some(browser), version, false),
            "{text}"
        );
    }
    assert!(parse("tls-client/2.0.0").impersonator);
    // The telephone may be called anything.
    let chrome = "Mozilla/5.0 (Linux; Android 9; Axel 5) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.1.2 Mobile Safari/537.36";
    assert_eq!(parse(chrome).browser, Some(B::Chrome));
}

#[test]
fn every_browser_on_ios_is_webkit() {
    for (tail, browser, version) in [
        ("Version/26.0 Mobile/15E148 Safari/604.1", B::Safari, Some(26)),
        ("CriOS/150.0.1.2 Mobile/15E148 Safari/604.1", B::Chrome, Some(150)),
        ("FxiOS/153.0 Mobile/15E148 Safari/605.1.15", B::Firefox, Some(153)),
        ("Version/18.0 EdgiOS/150.0.1 Mobile/15E148 Safari/604.1", B::Edge, Some(150)),
        ("Version/18.0 Mobile/15E148 Safari/604.1 OPT/6.1.0", B::Opera, Some(6)),
        ("Version/18.0 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15", B::Webkit, Some(18)),
        ("Mobile/15E148", B::Webview, None),
        ("Mobile/15E148 [FBAN/FBIOS;FBAV/500.0;FBDV/iPhone16,2]", B::Webview, None),
        ("Mobile/15E148 Instagram 390.0.0.0 (iPhone16,2; iOS 18_7)", B::Webview, None),
    ] {
        let said = parse(&iphone(tail));
        assert_eq!((said.browser, said.version), (Some(browser), version), "{tail}");
        assert_eq!((said.os, said.device), (Some(O::Ios), Some(D::Mobile)), "{tail}");
        assert_eq!(said.engine, Some(Engine::Webkit), "{tail}");
    }
    let ipad = parse(
        "Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    );
    assert_eq!((ipad.browser, ipad.device), (Some(B::Safari), Some(D::Tablet)));
}

#[test]
fn old_engines_are_recognized() {
    holds(&[
        (
            "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
            (B::InternetExplorer, Some(11), Some(O::Windows), Some(D::Desktop)),
        ),
        (
            "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/7.0; .NET CLR 2.0.50727; Feedreader; http://bsalsa.com)",
            (B::InternetExplorer, Some(11), Some(O::Windows), Some(D::Desktop)),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19042",
            (B::Edge, Some(18), Some(O::Windows), Some(D::Desktop)),
        ),
        (
            "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
            (B::Opera, Some(12), Some(O::Android), Some(D::Mobile)),
        ),
    ]);
    let edge = parse(&blink("Safari/537.36 Edge/18.19042"));
    assert_eq!(edge.engine, Some(Engine::Trident));
}

#[test]
fn a_browser_without_a_window_says_so() {
    let headless = parse(&blink("Safari/537.36").replace("Chrome/", "HeadlessChrome/"));
    assert_eq!((headless.browser, headless.version), (Some(B::Chrome), Some(150)));
    assert!(headless.headless && !parse(&blink("Safari/537.36")).headless);
}

#[test]
fn declared_robots_are_crawlers_and_bots() {
    for text in [
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/150.0.0.0 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (compatible; SomethingNew/1.0)",
        "my-link-checker/2.0",
        "WhatsApp/2.23.20.0",
    ] {
        let said = parse(text);
        assert_eq!((said.browser, said.device), (Some(B::Crawler), Some(D::Bot)), "{text}");
    }
}

#[test]
fn a_service_named_by_its_own_application_is_not_a_crawler() {
    assert_eq!(parse("WhatsApp/2.23.20.0 Android/14 Device/Google-Pixel_9").browser, None);
}

#[test]
fn http_libraries_are_recognized_and_render_nothing() {
    for (text, browser) in [
        ("curl/8.11.0", B::Curl),
        ("Wget/1.25.0", B::Wget),
        ("python-requests/2.32.4", B::Python),
        ("Python/3.13 aiohttp/3.12.0", B::Python),
        ("python-httpx/0.28.1", B::Python),
        ("Python-urllib/3.13", B::Python),
        ("Go-http-client/2.0", B::Go),
        ("Java-http-client/21.0.4", B::Java),
        ("Java/1.8.0_402", B::Java),
        ("Apache-HttpClient/5.4 (Java/21)", B::Java),
        ("okhttp/5.0.0", B::Okhttp),
        ("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", B::Node),
        ("node", B::Node),
        ("undici", B::Node),
        ("axios/1.8.0", B::Node),
        ("Ruby", B::Ruby),
        ("Faraday v2.12.0", B::Ruby),
        ("GuzzleHttp/7", B::Php),
        ("libwww-perl/6.77", B::Perl),
        ("reqwest/0.12.0", B::Rust),
        (".NET/9.0", B::Dotnet),
        ("RestSharp/112.1.0.0", B::Dotnet),
        ("PostmanRuntime/7.43.0", B::Node),
    ] {
        let said = parse(text);
        assert_eq!((said.browser, said.engine), (Some(browser), Some(Engine::None)), "{text}");
        assert_eq!(said.device, None, "{text}");
    }
}

#[test]
fn a_text_that_names_nothing_claims_nothing() {
    for text in
        ["", " ", "-", "привет/1.0 мир", "\u{0}\u{1}", "SomethingNobodyKnows", "Mozilla/5.0"]
    {
        assert_eq!(parse(text), UserAgent::default(), "{text}");
    }
}

#[test]
fn sixty_four_kibibytes_of_anything_take_linear_time() {
    const SEEDS: [&str; 12] = [
        "a",
        "b",
        "bo",
        "(",
        "/",
        ":",
        "Chrome/",
        "http://",
        "a@",
        "a.",
        "MSIE ",
        "Mozilla/5.0 (compatible; ",
    ];
    for seed in SEEDS {
        let cost = |bytes: usize| {
            let text = seed.repeat(bytes / seed.len());
            (0..5)
                .map(|_| {
                    let start = std::time::Instant::now();
                    std::hint::black_box(parse(&text));
                    start.elapsed()
                })
                .min()
                .unwrap()
        };
        // Quadratic work would cost 256 times as much for 16 times the length; the margin is
        // for a busy machine.
        let (small, large) = (cost(4_096), cost(65_536));
        assert!(
            large < small * 100 + std::time::Duration::from_millis(5),
            "{seed:?}: {small:?} {large:?}"
        );
    }
}
