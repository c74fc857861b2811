//! Content negotiation: `Accept`, `Accept-Language` and `Accept-Encoding` as typed facts. Owns
//! which media types, languages and codings a client asks for and how it weighs them.

use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

/// What `Accept` asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Accept {
    /// `*/*` and nothing else: the default of HTTP libraries and of `fetch()`.
    pub only_any: bool,
    /// `text/html`.
    pub html: bool,
    /// `application/xhtml+xml`.
    pub xhtml: bool,
    /// `application/json`.
    pub json: bool,
    /// `image/avif`.
    pub avif: bool,
    /// `image/webp`.
    pub webp: bool,
    /// `image/apng`.
    pub apng: bool,
    /// `image/jxl`.
    pub jxl: bool,
    /// `image/svg+xml`.
    pub svg: bool,
    /// `image/png`.
    pub png: bool,
    /// Signed exchanges: Blink only.
    pub signed_exchange: bool,
    /// `q` of signed exchanges in thousandths, where it has one.
    pub signed_exchange_quality: Option<u16>,
    /// `q` of the trailing `*/*` in thousandths, where it has one.
    pub any_quality: Option<u16>,
    /// Media types in all.
    pub type_count: u16,
    /// Whether a space follows the commas, as browsers never write it.
    pub spaced: bool,
}

impl Accept {
    /// Reads the header's value.
    #[must_use]
    pub fn read(value: &str) -> Self {
        let mut accept = Self {
            only_any: value.trim() == "*/*",
            spaced: value.contains(", "),
            ..Self::default()
        };
        for item in value.split(',') {
            let (media, quality) = weighed(item);
            accept.type_count = accept.type_count.saturating_add(1);
            match media {
                "text/html" => accept.html = true,
                "application/xhtml+xml" => accept.xhtml = true,
                "application/json" => accept.json = true,
                "image/avif" => accept.avif = true,
                "image/webp" => accept.webp = true,
                "image/apng" => accept.apng = true,
                "image/jxl" => accept.jxl = true,
                "image/svg+xml" => accept.svg = true,
                "image/png" => accept.png = true,
                "application/signed-exchange" => {
                    accept.signed_exchange = true;
                    accept.signed_exchange_quality = quality;
                }
                "*/*" => accept.any_quality = quality,
                _ => {}
            }
        }
        accept
    }
}

/// The first part of a language tag (RFC 5646 section 2.1), in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Primary([u8; 3]);

impl Primary {
    /// `None` for `*` and for what is not a language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.as_bytes();
        let letters =
            (2..=3).contains(&primary.len()) && primary.iter().all(u8::is_ascii_alphabetic);
        let mut kept = [0; 3];
        for (place, letter) in kept.iter_mut().zip(primary).filter(|_| letters) {
            *place = letter.to_ascii_lowercase();
        }
        letters.then_some(Self(kept))
    }
}

impl Serialize for Primary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Primary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .filter(|letter| **letter != 0)
            .try_for_each(|letter| f.write_char(char::from(*letter)))
    }
}

/// What `Accept-Language` asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Languages {
    /// Languages in all.
    pub count: u16,
    /// Second weight in thousandths: Blink and `WebKit` step by 0.1 from 0.9, Gecko divides the
    /// range evenly, so that two languages give 0.5.
    pub second_quality: Option<u16>,
    /// `*`, as some libraries send.
    pub any: bool,
    /// The first region in small letters (`en-us`), as old `WebKit` wrote it.
    pub lower_case_region: bool,
    /// The first language.
    pub primary: Option<Primary>,
}

impl Languages {
    /// Reads the header's value.
    #[must_use]
    pub fn read(value: &str) -> Self {
        let mut languages = Self::default();
        for (index, item) in value.split(',').enumerate() {
            let (tag, quality) = weighed(item);
            languages.count = languages.count.saturating_add(1);
            languages.any |= tag == "*";
            match index {
                0 => {
                    languages.primary = Primary::from_tag(tag);
                    let region = tag.split_once('-').map(|(_, region)| region);
                    languages.lower_case_region = region.is_some_and(|text| {
                        text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase())
                    });
                }
                1 => languages.second_quality = quality,
                _ => {}
            }
        }
        languages
    }
}

/// What `Accept-Encoding` asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Encodings {
    /// `gzip`.
    pub gzip: bool,
    /// `deflate`.
    pub deflate: bool,
    /// `br`.
    pub brotli: bool,
    /// `zstd`.
    pub zstd: bool,
    /// `identity`.
    pub identity: bool,
    /// `br` comes first, as `WebKit` once wrote it.
    pub brotli_first: bool,
    /// Any coding carries a weight.
    pub weighed: bool,
    /// No space after the commas, as browsers always write it.
    pub unspaced: bool,
    /// Codings in all.
    pub count: u16,
}

impl Encodings {
    /// Reads the header's value.
    #[must_use]
    pub fn read(value: &str) -> Self {
        let spaced = value.contains(", ");
        let mut encodings = Self { unspaced: value.contains(',') && !spaced, ..Self::default() };
        for (index, item) in value.split(',').enumerate() {
            let (coding, quality) = weighed(item);
            encodings.count = encodings.count.saturating_add(1);
            encodings.weighed |= quality.is_some();
            match coding {
                "gzip" | "x-gzip" => encodings.gzip = true,
                "deflate" => encodings.deflate = true,
                "br" => {
                    encodings.brotli = true;
                    encodings.brotli_first = index == 0;
                }
                "zstd" => encodings.zstd = true,
                "identity" => encodings.identity = true,
                _ => {}
            }
        }
        encodings
    }
}

/// An item and its `q` in thousandths (RFC 9110 section 12.4.2).
fn weighed(item: &str) -> (&str, Option<u16>) {
    let mut parameters = item.split(';');
    let name = parameters.next().unwrap_or_default().trim();
    let quality =
        parameters.find_map(|parameter| parameter.trim().strip_prefix("q=")).and_then(thousandths);
    (name, quality)
}

fn thousandths(text: &str) -> Option<u16> {
    let quality: f32 = text.trim().parse().ok()?;
    (0.0..=1.0).contains(&quality).then(|| (quality * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_navigation_of_blink_asks_for_signed_exchanges() {
        let accept = Accept::read(
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,\
             application/signed-exchange;v=b3;q=0.7",
        );
        assert!(
            accept.html
                && accept.avif
                && accept.signed_exchange
                && !accept.only_any
                && !accept.spaced
        );
        assert_eq!((accept.any_quality, accept.type_count), (Some(800), 8));
    }

    #[test]
    fn gecko_halves_and_blink_steps_by_a_tenth() {
        assert_eq!(Languages::read("en-US,en;q=0.5").second_quality, Some(500));
        assert_eq!(Languages::read("en-US,en;q=0.9").second_quality, Some(900));
        assert!(Languages::read("en-us").lower_case_region);
    }

    #[test]
    fn codings_are_read_with_their_order_and_spacing() {
        let old_webkit = Encodings::read("br, gzip, deflate");
        assert!(old_webkit.brotli_first && old_webkit.gzip && !old_webkit.unspaced);
        assert!(Encodings::read("gzip,deflate").unspaced);
        assert!(Encodings::read("gzip;q=1.0, deflate;q=0.6").weighed);
    }

    #[test]
    fn a_weight_outside_its_range_is_ignored() {
        assert_eq!(Accept::read("*/*;q=7").any_quality, None);
        assert_eq!(Accept::read("*/*;q=x").any_quality, None);
    }
}
