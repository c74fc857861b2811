//! Browsers that are built on Chromium and count by themselves: which Chromium is inside of which
//! of their majors, by MDN's browser-compat-data (`web/probes/generate.mjs` writes the table).

use fingerprint_signals::labels::{Browser, Os};

const TABLE: &str = include_str!("../../../../data/brands.txt");

/// How a brand's majors and Chromium's belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brand {
    /// The brand's own major and the Chromium inside, both ascending.
    majors: Vec<(u32, u32)>,
}

impl Brand {
    /// `None` for a browser that counts as its engine does, or of which nothing is known.
    pub(super) fn find(browser: Browser, os: Os) -> Option<Self> {
        let name = match (browser, os) {
            (Browser::Opera, Os::Android) => "opera_android",
            (Browser::Opera, _) => "opera",
            (Browser::SamsungInternet, _) => "samsunginternet_android",
            _ => return None,
        };
        let mut parts = TABLE
            .lines()
            .map(|line| line.split(' '))
            .find_map(|mut parts| (parts.next() == Some(name)).then_some(parts))?;
        let pair = |text: &str| {
            let (own, chromium) = text.split_once(':')?;
            Some((own.parse().ok()?, chromium.parse().ok()?))
        };
        let majors = parts.by_ref().filter_map(pair).collect();
        Some(Self { majors })
    }

    /// The Chromium inside of a major; of one that is newer than any known, the newest there is.
    pub(super) fn chromium(&self, own: u32) -> Option<u32> {
        let (newest, _) = self.majors.last()?;
        if own > *newest {
            return Some(u32::MAX);
        }
        self.majors.iter().rev().find(|(known, _)| *known <= own).map(|(_, chromium)| *chromium)
    }

    /// The brand's majors with a Chromium of this range inside. A range beyond the known ones
    /// begins with the newest known.
    pub(super) fn range(&self, first: u32, last: Option<u32>) -> Option<(u32, Option<u32>)> {
        let newest = *self.majors.last()?;
        let is_inside =
            |chromium: u32| chromium >= first && last.is_none_or(|last| chromium <= last);
        let mut inside =
            self.majors.iter().filter(|(_, chromium)| is_inside(*chromium)).map(|(own, _)| *own);
        let Some(lowest) = inside.next() else {
            return (first > newest.1).then_some((newest.0, None));
        };
        let highest = inside.next_back().unwrap_or(lowest);
        let open =
            last.is_none() || (highest == newest.0 && last.is_some_and(|last| last > newest.1));
        Some((lowest, (!open).then_some(highest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opera_and_samsung_count_by_themselves() {
        let opera = Brand::find(Browser::Opera, Os::Windows).unwrap();
        assert_eq!((opera.chromium(134), opera.chromium(120)), (Some(150), Some(135)));
        assert_eq!(opera.range(149, Some(150)), Some((133, Some(134))));
        let samsung = Brand::find(Browser::SamsungInternet, Os::Android).unwrap();
        assert_eq!(samsung.chromium(29), Some(136));
        assert_eq!(samsung.range(136, Some(136)), Some((29, Some(29))));
        assert!(Brand::find(Browser::Opera, Os::Android).unwrap().chromium(95) == Some(144));
    }

    #[test]
    fn a_brand_newer_than_the_table_has_the_newest_chromium_inside() {
        let opera = Brand::find(Browser::Opera, Os::Linux).unwrap();
        let newest = opera.majors.last().unwrap();
        assert_eq!(opera.chromium(newest.0 + 5), Some(u32::MAX));
        assert_eq!(opera.range(newest.1 + 1, None), Some((newest.0, None)));
        assert_eq!(opera.range(newest.1, None), Some((newest.0, None)));
    }

    #[test]
    fn a_chromium_that_no_major_has_tells_nothing() {
        // Samsung skips most of them.
        let samsung = Brand::find(Browser::SamsungInternet, Os::Android).unwrap();
        assert_eq!(samsung.range(137, Some(140)), None);
        assert_eq!(Brand::find(Browser::Chrome, Os::Linux), None);
        assert_eq!(Brand::find(Browser::Vivaldi, Os::Linux), None);
    }
}
