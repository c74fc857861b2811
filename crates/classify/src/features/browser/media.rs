//! Fonts, codecs, plugins and what the hand points with. Languages, time zones and wishes not to be
//! tracked are the visitor's, and were learnt as those of a system.

use super::{either, page, said};
use crate::features::{Feature, flag};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::codecs::Support;

/// Fonts that come with one system; collectors ask for different ones, so a few of each.
const FONTS: &[(&str, &[&str])] = &[
    (
        "windows",
        &[
            "Segoe UI",
            "Calibri",
            "Cambria Math",
            "Consolas",
            "Franklin Gothic",
            "MS UI Gothic",
            "Marlett",
            "Segoe UI Light",
        ],
    ),
    (
        "macos",
        &[
            "Helvetica Neue",
            "Menlo",
            "Geneva",
            "Lucida Grande",
            "Gill Sans",
            "Arial Unicode MS",
            "Avenir Next",
        ],
    ),
    ("android", &["Roboto", "sans-serif-thin", "Cutive Mono", "Dancing Script"]),
    (
        "linux",
        &[
            "DejaVu Sans",
            "Liberation Sans",
            "Ubuntu",
            "Cantarell",
            "Nimbus Sans",
            "Univers CE 55 Medium",
        ],
    ),
    ("chromeos", &["Google Sans"]),
];

/// Codecs by the column's name, and the names that collectors give them.
const CODECS: &[(&str, &[&str])] = &[
    ("h264", &["h264"]),
    ("hevc", &["hevc"]),
    ("av1", &["av1"]),
    ("webm", &["webm", "vp9", "vp8"]),
    ("theora", &["theora", "video_ogg"]),
    ("hls", &["hls"]),
    ("aac", &["aac"]),
    ("mp3", &["mp3"]),
    ("m4a", &["m4a"]),
    ("vorbis", &["vorbis", "audio_ogg"]),
    ("wav", &["wav"]),
    ("matroska", &["matroska"]),
];

pub(super) fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("browser.fonts_known", "fonts were looked for", |f| {
            page(f, |b| Some(flag(b.fonts.value().is_some())))
        }),
        Feature::fact("browser.plugins_known", "plugins were listed", |f| {
            page(f, |b| Some(flag(b.plugins.value().is_some())))
        }),
        Feature::fact("browser.plugins_none", "no plugin is listed", |f| {
            page(f, |b| Some(flag(b.plugins.value()?.is_empty())))
        }),
        Feature::fact(
            "browser.plugins_five",
            "five plugins are listed, as by browsers that show PDF",
            |f| page(f, |b| Some(flag(b.plugins.value()?.len() == 5))),
        ),
        Feature::fact("browser.pdf_viewer", "the browser shows PDF: 1, -1, 0 unknown", |f| {
            page(f, |b| said(b.navigator.pdf_viewer_enabled))
        }),
        Feature::fact("browser.pointer_fine", "the pointer is fine: 1, -1, 0 unknown", |f| {
            page(f, |b| Some(either(b.media.pointer.text()? == "fine")))
        }),
        Feature::fact("browser.pointer_coarse", "the pointer is coarse", |f| {
            page(f, |b| Some(flag(b.media.pointer.text()? == "coarse")))
        }),
        Feature::fact("browser.hover", "the pointer can hover: 1, -1, 0 unknown", |f| {
            page(f, |b| said(b.media.hover))
        }),
    ];
    for (index, (name, _)) in FONTS.iter().enumerate() {
        let doc = format!("a font that comes with {name} is there");
        features.push(Feature::code(
            format!("browser.fonts_{name}"),
            doc,
            font_is_there,
            index as u16,
        ));
    }
    for (index, (name, _)) in CODECS.iter().enumerate() {
        let doc = format!("{name} can be played: 1 probably, 0.5 maybe, -1 no, 0 unknown");
        features.push(Feature::code(format!("browser.codec_{name}"), doc, codec, index as u16));
    }
    features
}

fn font_is_there(f: &Fingerprint, index: u16) -> f32 {
    page(f, |b| {
        let (_, fonts) = FONTS.get(usize::from(index))?;
        Some(flag(b.fonts.texts().any(|font| fonts.contains(&font))))
    })
}

fn codec(f: &Fingerprint, index: u16) -> f32 {
    page(f, |b| {
        let (_, names) = CODECS.get(usize::from(index))?;
        names.iter().find_map(|name| b.codecs.support(name)).map(|support| match support {
            Support::Probably => 1.0,
            Support::Maybe => 0.5,
            Support::No => -1.0,
        })
    })
}
