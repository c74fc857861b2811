//! What WebGL names, by family and by the way it is drawn.

use super::{page, said};
use crate::features::{Feature, flag};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::gpu::Family;

/// Families of graphics processors, by the column's name.
const FAMILIES: &[(&str, Family)] = &[
    ("intel", Family::Intel),
    ("nvidia", Family::Nvidia),
    ("amd", Family::Amd),
    ("apple", Family::Apple),
    ("adreno", Family::Adreno),
    ("mali", Family::Mali),
    ("powervr", Family::PowerVr),
    ("software", Family::Software),
    ("virtual", Family::Virtual),
    ("other", Family::Other),
];

/// Words in a renderer that tell how it draws: column, and word.
const WORDS: &[(&str, &str)] = &[
    ("angle", "ANGLE"),
    ("direct3d", "Direct3D"),
    ("metal", "Metal"),
    ("mesa", "Mesa"),
    ("opengl_es", "OpenGL ES"),
    ("vulkan", "Vulkan"),
    ("apple_gpu", "Apple GPU"),
    ("or_similar", "or similar"),
];

pub(super) fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("browser.gpu_known", "WebGL named its renderer", |f| {
            family(f).map_or(0.0, |_| 1.0)
        }),
        Feature::fact("browser.gpu_asked", "WebGL was asked, whether or not it answered", |f| {
            page(f, |b| Some(flag(b.webgl.asked())))
        }),
        Feature::fact(
            "browser.canvas_noise",
            "the canvas changes what was drawn: 1, -1, 0 unknown",
            |f| page(f, |b| said(b.hashes.canvas_noise)),
        ),
    ];
    for (index, (name, _)) in FAMILIES.iter().enumerate() {
        let doc = format!("the renderer is of the family {name}");
        features.push(Feature::code(format!("browser.gpu_{name}"), doc, family_is, index as u16));
    }
    for (index, (name, word)) in WORDS.iter().enumerate() {
        let doc = format!("the renderer says \"{word}\"");
        features.push(Feature::code(
            format!("browser.gpu_by_{name}"),
            doc,
            word_is_there,
            index as u16,
        ));
    }
    features
}

fn family(f: &Fingerprint) -> Option<Family> {
    f.browser.as_ref()?.webgl.value()?.family()
}

fn family_is(f: &Fingerprint, index: u16) -> f32 {
    let wanted = FAMILIES.get(usize::from(index)).map(|(_, wanted)| *wanted);
    flag(wanted.is_some() && family(f) == wanted)
}

fn word_is_there(f: &Fingerprint, index: u16) -> f32 {
    page(f, |b| {
        Some(flag(b.webgl.value()?.renderer.text()?.contains(WORDS.get(usize::from(index))?.1)))
    })
}
