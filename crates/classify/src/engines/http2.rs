//! The engine that the opening of an HTTP/2 connection points to: SETTINGS with the window, and,
//! apart from them, the order of the pseudo-headers. A program that copies one often forgets the
//! other.

use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::labels::Engine;

const HEADER_TABLE_SIZE: u16 = 1;
const MAX_CONCURRENT_STREAMS: u16 = 3;
const INITIAL_WINDOW_SIZE: u16 = 4;
const MAX_FRAME_SIZE: u16 = 5;

/// 15 MiB less the 65,535 bytes that a connection starts with; the same since Chromium 69.
const BLINK_WINDOW: u32 = 15_663_105;
/// 12 MiB less the start, desktop and Android.
const GECKO_WINDOW: u32 = 12_517_377;
/// 10 MiB until Safari 17; less the start from 18 on.
const APPLE_WINDOWS: [u32; 2] = [10_485_760, 10_420_225];
/// 32 MiB less the start: libsoup, and curl until 7.88.
const LIBSOUP_WINDOW: u32 = 33_488_897;

/// Windows that only libraries of our captures open: hyper, Go, okhttp, the Python h2 clients,
/// curl, Apache `HttpClient`, Node's got and fetch.
const LIBRARY_WINDOWS: [u32; 8] = [
    5_177_345,
    1_073_741_824,
    16_711_681,
    16_777_216,
    1_048_510_465,
    2_147_418_112,
    4_128_769,
    458_753,
];

/// SETTINGS (which, their values) and the increment of the connection's window.
#[must_use]
pub fn settings(opening: &Akamai) -> Option<Engine> {
    let value = |id: u16| {
        opening.settings.iter().find(|setting| setting.id == id).map(|setting| setting.value)
    };
    // Every browser engine widens the connection's window before its first request.
    let Some(window) = opening.window_update else { return Some(Engine::None) };
    if LIBRARY_WINDOWS.contains(&window) {
        return Some(Engine::None);
    }
    let (table, frame) = (value(HEADER_TABLE_SIZE), value(MAX_FRAME_SIZE));
    let (streams, initial) = (value(MAX_CONCURRENT_STREAMS), value(INITIAL_WINDOW_SIZE));
    match window {
        BLINK_WINDOW if table == Some(65_536) && initial == Some(6_291_456) && frame.is_none() => {
            Some(Engine::Blink)
        }
        GECKO_WINDOW if frame == Some(16_384) && table.is_some() => Some(Engine::Gecko),
        _ if APPLE_WINDOWS.contains(&window) && streams == Some(100) && frame.is_none() => {
            Some(Engine::Webkit)
        }
        LIBSOUP_WINDOW if table == Some(65_536) && streams.is_none() && frame.is_none() => {
            Some(Engine::Webkit)
        }
        LIBSOUP_WINDOW => Some(Engine::None),
        // Of the browsers only Gecko says how long a frame may be.
        _ => frame.map(|_| Engine::None),
    }
}

/// The order of the pseudo-headers of a complete request. Each browser engine keeps its own;
/// several libraries share an engine's by chance, so that agreement proves little and disagreement
/// much.
#[must_use]
pub fn pseudo_headers(order: &[char]) -> Option<Engine> {
    match order {
        ['m', 'a', 's', 'p'] => Some(Engine::Blink),
        ['m', 'p', 'a', 's'] => Some(Engine::Gecko),
        ['m', 's', 'p', 'a'] | ['m', 's', 'a', 'p'] => Some(Engine::Webkit),
        // Go, Java and undici; curl, nghttp and wget2; Node until 14.
        ['a', 'm', 'p', 's'] | ['m', 'p', 's', 'a'] | ['s', 'a', 'p', 'm'] => Some(Engine::None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engines(text: &str) -> (Option<Engine>, Option<Engine>) {
        let opening = Akamai::parse(text).unwrap();
        (settings(&opening), pseudo_headers(&opening.pseudo_headers))
    }

    #[test]
    fn openings_of_captured_browsers_point_to_their_engine() {
        for (text, engine) in [
            ("1:65536;3:1000;4:6291456|15663105|0|m,a,s,p", Engine::Blink),
            ("1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p", Engine::Blink),
            ("1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s", Engine::Gecko),
            ("1:4096;4:32768;5:16384|12517377|3:0:0:201|m,p,a,s", Engine::Gecko),
            ("4:33554432;1:65536;2:0|33488897|0|m,s,a,p", Engine::Webkit),
            ("4:4194304;3:100|10485760|0|m,s,p,a", Engine::Webkit),
            ("2:0;3:100;4:2097152;9:1|10420225|0|m,s,a,p", Engine::Webkit),
        ] {
            assert_eq!(engines(text), (Some(engine), Some(engine)), "{text}");
        }
    }

    #[test]
    fn a_setting_that_is_new_does_not_hide_the_engine() {
        let greased = "1:65536;2:0;4:6291456;6:262144;51914:7|15663105|0|m,a,s,p";
        assert_eq!(engines(greased).0, Some(Engine::Blink));
    }

    #[test]
    fn openings_of_captured_libraries_are_no_browsers() {
        for text in [
            "1:16384;2:0;3:0;4:16777216;5:16384;6:393216|33488897|0|a,m,p,s",
            "2:0;4:4194304;6:10485760|1073741824|0|a,m,p,s",
            "3:100;4:33554432;2:0|33488897|0|m,p,s,a",
            "|00|0|s,a,p,m",
        ] {
            assert_eq!(engines(text), (Some(Engine::None), Some(Engine::None)), "{text}");
        }
    }

    #[test]
    fn a_copy_that_sends_what_chromium_never_does_is_not_chromium() {
        // impit's Chrome.
        assert_eq!(
            engines("2:0;4:6291456;5:16384;6:262144|15663105|0|m,a,s,p").0,
            Some(Engine::None)
        );
    }

    #[test]
    fn an_unknown_opening_says_nothing() {
        assert_eq!(engines("1:65536;4:8388608|20000000|0|m,a,p,s"), (None, None));
        assert_eq!(pseudo_headers(&['m', 'a']), None);
    }
}
