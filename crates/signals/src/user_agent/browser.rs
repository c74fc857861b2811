//! Which browser a user agent claims to be, and its major version.

use super::facts::Facts;
use super::libraries::is_library;
use super::products::Product;
use crate::labels::{Browser, Engine, Os};

/// The browser that the words name, and its major.
pub(super) fn browser(facts: &Facts, os: Option<Os>) -> (Option<Browser>, Option<u32>) {
    let has = |product| facts.has(product);
    let number = |product| facts.number(product);
    if let Some(found) = presto_or_trident(facts) {
        return found;
    }
    if has(Product::Wv) {
        return (Some(Browser::Webview), number(Product::Chrome));
    }
    if let Some(found) = brand(facts) {
        return found;
    }
    if has(Product::Chrome) || has(Product::HeadlessChrome) || has(Product::Chromium) {
        return blink(facts, os);
    }
    if has(Product::Firefox) {
        let other = has(Product::OtherGecko) || has(Product::OtherBrowser) && !has(Product::FxiOs);
        return if other {
            (None, None)
        } else {
            (Some(Browser::Firefox), number(Product::Firefox))
        };
    }
    if has(Product::AppleWebkit) || has(Product::Safari) {
        return webkit(facts, os);
    }
    (None, None)
}

/// The rendering engine that goes with the words, given browser and system.
pub(super) fn engine(facts: &Facts, browser: Option<Browser>, os: Option<Os>) -> Option<Engine> {
    let has = |product| facts.has(product);
    match browser {
        Some(Browser::Crawler) => None,
        Some(label) if is_library(label) => Some(Engine::None),
        _ if has(Product::Presto) || has(Product::Opera) => None,
        _ if has(Product::Trident) || has(Product::Msie) || has(Product::EdgeHtml) => {
            Some(Engine::Trident)
        }
        // Every browser of the App Store is WebKit.
        _ if os == Some(Os::Ios) && has(Product::AppleWebkit) => Some(Engine::Webkit),
        _ if has(Product::Chrome) || has(Product::HeadlessChrome) || has(Product::Chromium) => {
            // Blink left WebKit with Chrome 28 (blog.chromium.org, 2013-04).
            let old = facts.number(Product::Chrome).is_some_and(|major| major < 28);
            Some(if old { Engine::Webkit } else { Engine::Blink })
        }
        _ if has(Product::AppleWebkit) => Some(Engine::Webkit),
        _ if has(Product::Firefox) || has(Product::OtherGecko) => Some(Engine::Gecko),
        _ => None,
    }
}

/// Engines of the past: they also name the browsers they imitate, so they are checked first.
fn presto_or_trident(facts: &Facts) -> Option<(Option<Browser>, Option<u32>)> {
    let number = |product| facts.number(product);
    if facts.has(Product::Opera) {
        let own = number(Product::Opera);
        // From Opera 10 on the first number stays 9 (dev.opera.com, "user agent string changes").
        let version = if own == Some(9) { number(Product::Version).or(own) } else { own };
        return Some((Some(Browser::Opera), version));
    }
    // Some Firefox users of old wrote "MSIE" besides; Internet Explorer never wrote Firefox'
    // version without "Trident".
    let explorer = facts.has(Product::Msie) && number(Product::Firefox).is_none();
    if explorer || facts.has(Product::Trident) {
        // Compatibility view names an old MSIE beside the true Trident (MSDN); Trident is four
        // behind.
        let engine = number(Product::Trident).map(|trident| trident.saturating_add(4).min(11));
        let version = number(Product::IeMobile).or_else(|| engine.max(number(Product::Msie)));
        return Some((Some(Browser::InternetExplorer), version));
    }
    None
}

/// Browsers that add their own name to that of Chrome or Safari.
fn brand(facts: &Facts) -> Option<(Option<Browser>, Option<u32>)> {
    const BRANDS: &[(Product, Browser)] = &[
        (Product::OperaBlink, Browser::Opera),
        (Product::OperaIos, Browser::Opera),
        (Product::Edge, Browser::Edge),
        (Product::EdgeHtml, Browser::Edge),
        (Product::EdgiOs, Browser::Edge),
        (Product::Vivaldi, Browser::Vivaldi),
        (Product::Brave, Browser::Brave),
        (Product::Yandex, Browser::Yandex),
        (Product::SamsungBrowser, Browser::SamsungInternet),
        (Product::CriOs, Browser::Chrome),
        (Product::FxiOs, Browser::Firefox),
    ];
    if facts.has(Product::Quest) {
        return None;
    }
    let (product, label) = BRANDS.iter().find(|(product, _)| facts.has(*product))?;
    let own = facts.number(*product);
    let version =
        if *label == Browser::Brave { own.or(facts.number(Product::Chrome)) } else { own };
    Some((Some(*label), version))
}

fn blink(facts: &Facts, os: Option<Os>) -> (Option<Browser>, Option<u32>) {
    let chrome = facts.number(Product::Chrome).or(facts.number(Product::HeadlessChrome));
    // Android's web view kept "Version/4.0" of the browser before it, also before it said "; wv".
    if facts.has(Product::InApp) || facts.has(Product::Version) && os != Some(Os::Ios) {
        return (Some(Browser::Webview), chrome);
    }
    if facts.has_any(&[Product::OtherBrowser, Product::Silk, Product::Quest])
        || facts.unknown_browser
    {
        return (Some(Browser::Chromium), chrome);
    }
    if facts.has(Product::Chromium) {
        return (Some(Browser::Chromium), facts.number(Product::Chromium).or(chrome));
    }
    (Some(Browser::Chrome), chrome)
}

fn webkit(facts: &Facts, os: Option<Os>) -> (Option<Browser>, Option<u32>) {
    let version = facts.number(Product::Version);
    let safari = facts.has(Product::Safari);
    let other = facts.has_any(&[
        Product::OtherBrowser,
        Product::Silk,
        Product::OtherPhone,
        Product::Headless,
    ]) || facts.unknown_browser;
    match os {
        // Without the Safari token it is an application's web view.
        Some(Os::Ios | Os::Macos) if !safari => (Some(Browser::Webview), version),
        _ if facts.has(Product::InApp) => (Some(Browser::Webview), version),
        _ if other => (Some(Browser::Webkit), version),
        Some(Os::Ios) if version.is_none() => (Some(Browser::Webkit), None),
        Some(Os::Linux | Os::Android) => (Some(Browser::Webkit), version),
        // Without an engine the name is the program itself, and the number its own.
        _ if !facts.has(Product::AppleWebkit) => {
            (Some(Browser::Safari), version.or(facts.number(Product::Safari)))
        }
        _ if safari => (Some(Browser::Safari), version),
        _ => (Some(Browser::Webkit), version),
    }
}
