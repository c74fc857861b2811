//! Which kind of device a user agent names.

use super::facts::Facts;
use super::products::Product;
use crate::labels::{Browser, Device, Os};

/// The device that the words name, given the system and the browser found in them.
pub(super) fn device(facts: &Facts, browser: Option<Browser>, os: Option<Os>) -> Option<Device> {
    let has = |product| facts.has(product);
    if browser == Some(Browser::Crawler) {
        return Some(Device::Bot);
    }
    if has(Product::Television) {
        return Some(Device::Other);
    }
    if has(Product::Ipad) {
        return Some(Device::Tablet);
    }
    if facts.has_any(&[Product::Iphone, Product::Phone, Product::OtherPhone, Product::Mini]) {
        return Some(Device::Mobile);
    }
    match os {
        // "Mobile" distinguishes a phone from a tablet (developer.chrome.com, user agent strings).
        Some(Os::Android) if has(Product::Mobile) => Some(Device::Mobile),
        Some(Os::Android) if facts.engine_named() || has(Product::Tablet) => Some(Device::Tablet),
        Some(Os::Ios) if has(Product::Mobile) => Some(Device::Mobile),
        Some(Os::Android | Os::Ios) => None,
        _ if facts.library.is_some() && !facts.mozilla_leads => None,
        _ if has(Product::Tablet) && !has(Product::Windows) => Some(Device::Tablet),
        _ if has(Product::Mobile) && os.is_none() => Some(Device::Mobile),
        Some(_) => Some(Device::Desktop),
        None => None,
    }
}
