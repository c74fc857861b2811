//! The brand list of a Blink browser: the browser it names, beside Chromium and GREASE. The same
//! for `sec-ch-ua` and for `navigator.userAgentData.brands`.

use serde::Serialize;

use super::arrangement::Arrangement;
use super::structured_fields::{Text, read_list};
use crate::labels::Browser;

/// The majors that one brand list names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Brands {
    /// Chromium.
    pub chromium: Option<u32>,
    /// Google Chrome.
    pub google_chrome: Option<u32>,
    /// `HeadlessChrome`.
    pub headless_chrome: Option<u32>,
    /// Microsoft Edge.
    pub microsoft_edge: Option<u32>,
    /// Microsoft Edge `WebView2`.
    pub edge_webview2: Option<u32>,
    /// Android `WebView`.
    pub android_webview: Option<u32>,
    /// Opera and Opera GX.
    pub opera: Option<u32>,
    /// Opera for Android, which counts by itself and names `Opera` beside.
    pub opera_mobile: Option<u32>,
    /// Brave.
    pub brave: Option<u32>,
    /// Vivaldi.
    pub vivaldi: Option<u32>,
    /// Yandex Browser.
    pub yandex: Option<u32>,
    /// Samsung Internet.
    pub samsung_internet: Option<u32>,
    /// The list holds a made-up brand such as `Not A;Brand`
    /// (wicg.github.io/ua-client-hints, "create arbitrary brand").
    pub grease_brand: bool,
    /// Members in all, GREASE included.
    pub brand_count: u32,
    /// Members that are neither a known brand nor GREASE.
    pub unknown_brand_count: u32,
    /// The major of the first unknown brand.
    pub unknown_brand: Option<u32>,
    /// Whether the list is the one that Chromium writes in the major it names.
    pub of_their_major: Option<bool>,
}

impl Brands {
    /// The brands of a header, and whether it was well formed.
    #[must_use]
    pub fn from_header(value: &str) -> (Self, bool) {
        let (mut brands, mut arrangement) = (Self::default(), Arrangement::default());
        let mut versions_readable = true;
        let well_formed = read_list(value, |member| {
            versions_readable &=
                brands.add(&member.text, member.version.as_ref(), &mut arrangement);
        });
        brands.of_their_major = arrangement.matches(&brands);
        (brands, well_formed && versions_readable)
    }

    /// The brands of `userAgentData`, as pairs of name and version.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, bool) {
        let (mut brands, mut arrangement) = (Self::default(), Arrangement::default());
        let mut versions_readable = true;
        for (name, version) in pairs {
            versions_readable &=
                brands.add(&Text::new(name), Some(&Text::new(version)), &mut arrangement);
        }
        brands.of_their_major = arrangement.matches(&brands);
        (brands, versions_readable)
    }

    /// The browser that the list names, and its major; `Chromium` where it names Chromium alone or
    /// beside a brand that has no label.
    #[must_use]
    pub fn browser(&self) -> Option<(Browser, Option<u32>)> {
        let named = [
            (self.android_webview, Browser::Webview),
            (self.edge_webview2, Browser::Webview),
            (self.opera_mobile.or(self.opera), Browser::Opera),
            (self.brave, Browser::Brave),
            (self.vivaldi, Browser::Vivaldi),
            (self.yandex, Browser::Yandex),
            (self.samsung_internet, Browser::SamsungInternet),
            (self.microsoft_edge, Browser::Edge),
            (self.google_chrome, Browser::Chrome),
            (self.headless_chrome, Browser::Chrome),
        ];
        named
            .iter()
            .find(|(major, _)| major.is_some())
            .map(|(major, browser)| (*browser, *major))
            .or_else(|| {
                // Only Blink has brands: an unknown one alone is a Chromium of another name.
                let major = self.chromium.or(self.unknown_brand)?;
                Some((Browser::Chromium, Some(major)))
            })
    }

    /// Counts one member; `false` if its version cannot be read.
    fn add(&mut self, name: &Text, version: Option<&Text>, arrangement: &mut Arrangement) -> bool {
        self.brand_count = self.brand_count.saturating_add(1);
        let major = version.and_then(|version| leading_major(version.as_bytes()));
        let made_up = is_grease(name.as_bytes());
        arrangement.note(name, made_up, major);
        if made_up {
            self.grease_brand = true;
            return major.is_some();
        }
        let Some(slot) = self.slot(name.as_bytes()) else {
            self.unknown_brand_count = self.unknown_brand_count.saturating_add(1);
            self.unknown_brand = self.unknown_brand.or(major);
            return major.is_some();
        };
        *slot = slot.or(major);
        major.is_some()
    }

    fn slot(&mut self, name: &[u8]) -> Option<&mut Option<u32>> {
        Some(match name {
            b"Chromium" => &mut self.chromium,
            b"Google Chrome" => &mut self.google_chrome,
            b"HeadlessChrome" => &mut self.headless_chrome,
            b"Microsoft Edge" => &mut self.microsoft_edge,
            b"Microsoft Edge WebView2" => &mut self.edge_webview2,
            b"Android WebView" => &mut self.android_webview,
            b"Opera" | b"Opera GX" | b"Opera Air" | b"Opera Neon" => &mut self.opera,
            b"OperaMobile" | b"Opera Mobile" | b"OperaMini" | b"Opera Mini Android" => {
                &mut self.opera_mobile
            }
            b"Brave" | b"Brave Browser" => &mut self.brave,
            b"Vivaldi" => &mut self.vivaldi,
            b"Yandex" | b"YaBrowser" | b"Yandex Browser" => &mut self.yandex,
            b"Samsung Internet" | b"Samsung Browser" => &mut self.samsung_internet,
            _ => return None,
        })
    }
}

/// Every form of the made-up brand spells `Not A Brand`, or `Not Brand`, between other characters.
fn is_grease(name: &[u8]) -> bool {
    let letters =
        || name.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase);
    letters().eq(*b"notabrand") || letters().eq(*b"notbrand")
}

fn leading_major(version: &[u8]) -> Option<u32> {
    let digits = version.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(version.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grease_brand_is_not_a_browser() {
        for grease in
            [" Not A;Brand", "(Not(A:Brand", ".Not/A)Brand", "=Not?A_Brand", r#"\\Not\"A;Brand"#]
        {
            let (brands, well_formed) = Brands::from_header(&format!(r#""{grease}";v="99""#));
            assert!(well_formed && brands.grease_brand, "{grease}");
            assert_eq!((brands.brand_count, brands.unknown_brand_count), (1, 0));
            assert_eq!(brands.browser(), None);
        }
    }

    #[test]
    fn the_brand_beside_chromium_is_the_browser() {
        for (brand, browser) in [
            ("Google Chrome", Browser::Chrome),
            ("HeadlessChrome", Browser::Chrome),
            ("Microsoft Edge", Browser::Edge),
            ("Brave", Browser::Brave),
            ("Vivaldi", Browser::Vivaldi),
            ("Opera GX", Browser::Opera),
            ("YaBrowser", Browser::Yandex),
            ("Samsung Internet", Browser::SamsungInternet),
            ("Android WebView", Browser::Webview),
            ("WaveBrowser", Browser::Chromium),
        ] {
            let header = format!(r#""Not)A;Brand";v="8", "Chromium";v="150", "{brand}";v="150""#);
            let (brands, well_formed) = Brands::from_header(&header);
            assert!(well_formed);
            assert_eq!(brands.browser(), Some((browser, Some(150))), "{brand}");
        }
    }

    #[test]
    fn a_web_view_of_edge_is_not_edge() {
        let (brands, _) = Brands::from_header(
            r#""Chromium";v="150", "Microsoft Edge";v="150", "Microsoft Edge WebView2";v="150""#,
        );
        assert_eq!(brands.browser(), Some((Browser::Webview, Some(150))));
    }

    #[test]
    fn a_brand_without_a_version_is_malformed_and_counted() {
        let (brands, well_formed) = Brands::from_header(r#""Chromium", "Google Chrome";v="x""#);
        assert!(!well_formed);
        assert_eq!((brands.brand_count, brands.browser()), (2, None));
    }

    #[test]
    fn pairs_and_header_say_the_same() {
        let header =
            Brands::from_header(r#""Chromium";v="150", "Not_A Brand";v="24", "Brave";v="150""#);
        let pairs = Brands::from_pairs([
            ("Chromium", "150"),
            ("Not_A Brand", "24"),
            ("Brave", "150.0.0.0"),
        ]);
        assert_eq!(header, pairs);
    }
}
