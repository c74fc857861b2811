//! Which operating system a user agent names.

use super::facts::Facts;
use super::products::Product;
use crate::labels::Os;

/// The system that the words name; `None` as well for a system that has no label (Windows Phone,
/// BSD, Symbian, television and console systems).
pub(super) fn os(facts: &Facts) -> Option<Os> {
    let has = |product| facts.has(product);
    // Internet Explorer for Windows Phone names Android and the iPhone besides.
    if has(Product::Windows) && (has(Product::Phone) || has(Product::OtherPhone)) {
        return None;
    }
    // On a tablet that asks for the desktop page these call it a Macintosh; they exist on iOS
    // alone.
    if facts.has_any(&[Product::CriOs, Product::FxiOs, Product::EdgiOs, Product::OperaIos]) {
        return Some(Os::Ios);
    }
    if let Some(platform) = facts.platform {
        return Some(platform);
    }
    // The headsets and the tablets of these two browsers run Android without naming it.
    if has(Product::Quest) || has(Product::Silk) && !has(Product::Television) {
        return Some(Os::Android);
    }
    if has(Product::OtherSystem) || has(Product::OtherPhone) {
        return None;
    }
    if has(Product::Ios) {
        return Some(Os::Ios);
    }
    // Applications on Apple's network library name Darwin alone; only Macs name an Intel processor.
    if has(Product::Cfnetwork) && !has(Product::IntelCpu) && !has(Product::MacOs) {
        return Some(Os::Ios);
    }
    if has(Product::MacOs) || has(Product::Darwin) {
        return Some(Os::Macos);
    }
    facts.platform_in_name.or(has(Product::Linux).then_some(Os::Linux))
}
