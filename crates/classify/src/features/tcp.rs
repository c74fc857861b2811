//! The TCP layer as numbers: what the kernel wrote into the SYN. Segment size is left out: it
//! follows the path, and in what models learn from, one company's VPN.

use super::{Feature, Formula, Group, flag};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::Layer;
use fingerprint_signals::p0f::OptionKind::{
    EndOfList, MaximumSegmentSize as Mss, NoOperation as Nop,
    SelectiveAcknowledgementPermitted as Sok, Timestamps as Ts, WindowScale as Ws,
};
use fingerprint_signals::p0f::{OptionKind, Quirk, Signature};

pub(super) const GROUP: Group = Group { name: "tcp", layer: Some(Layer::Tcp), features };

/// How systems begin their option layouts, and columns named after who does; what follows varies
/// with padding and experimental options.
const LAYOUTS: &[(&str, &[OptionKind])] = &[
    ("linux", &[Mss, Sok, Ts, Nop, Ws]),
    ("linux_without_scale", &[Mss, Sok, Ts]),
    ("windows", &[Mss, Nop, Ws, Nop, Nop, Sok]),
    ("windows_with_timestamps", &[Mss, Nop, Ws, Sok, Ts]),
    ("windows_without_scale", &[Mss, Nop, Nop, Sok]),
    ("apple", &[Mss, Nop, Ws, Nop, Nop, Ts, Sok]),
    ("apple_without_timestamps", &[Mss, Sok, EndOfList(1)]),
];

/// Raw windows that systems open with.
const WINDOWS: &[u16] = &[8_192, 29_200, 5_840, 14_600, 64_240, 65_535, 62_727, 64_800];

const TIMES_TO_LIVE: &[u16] = &[32, 64, 128, 255];

fn signature_fact(fingerprint: &Fingerprint, fact: impl Fn(&Signature) -> Option<f32>) -> f32 {
    fingerprint.tcp.as_ref().and_then(|tcp| fact(&tcp.signature)).unwrap_or_default()
}

fn offers(kind: OptionKind, signature: &Signature) -> Option<f32> {
    Some(flag(signature.layout.as_ref()?.contains(&kind)))
}

fn quirk(wanted: Quirk, signature: &Signature) -> Option<f32> {
    Some(flag(signature.quirks.as_ref()?.contains(&wanted)))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("tcp.present", "the SYN is known in some form", |f| {
            signature_fact(f, |_| Some(1.0))
        }),
        Feature::fact("tcp.layout_known", "the option layout was recorded", |f| {
            signature_fact(f, |syn| Some(flag(syn.layout.is_some())))
        }),
        Feature::fact("tcp.time_to_live_known", "the time to live was recorded", |f| {
            signature_fact(f, |syn| Some(flag(syn.time_to_live.is_some())))
        }),
        Feature::fact("tcp.quirks_known", "the quirks were recorded", |f| {
            signature_fact(f, |syn| Some(flag(syn.quirks.is_some())))
        }),
        Feature::fact("tcp.timestamps", "timestamps are offered", |f| {
            signature_fact(f, |syn| offers(Ts, syn))
        }),
        Feature::fact(
            "tcp.selective_acknowledgement",
            "selective acknowledgement is offered",
            |f| signature_fact(f, |syn| offers(Sok, syn)),
        ),
        Feature::fact("tcp.window_scale_known", "a window scale is offered", |f| {
            signature_fact(f, |syn| offers(Ws, syn))
        }),
        Feature::fact("tcp.window_scale_below_6", "the window scale is below 6", |f| {
            signature_fact(f, |syn| Some(flag((1..6).contains(&syn.window_scale?))))
        }),
        Feature::fact("tcp.window_scale_8", "the window scale is 8", |f| {
            signature_fact(f, |syn| Some(flag(syn.window_scale? == 8)))
        }),
        Feature::fact("tcp.dont_fragment", "the packet may not be fragmented", |f| {
            signature_fact(f, |syn| quirk(Quirk::DontFragment, syn))
        }),
        Feature::fact(
            "tcp.explicit_congestion",
            "explicit congestion notification is offered",
            |f| signature_fact(f, |syn| quirk(Quirk::ExplicitCongestionNotification, syn)),
        ),
    ];
    for ((name, _), index) in LAYOUTS.iter().zip(0u16..) {
        let doc = format!("the options begin as {} lays them out", name.replace('_', " "));
        features.push(Feature::code(format!("tcp.layout_{name}"), doc, layout_is, index));
    }
    features.extend(WINDOWS.iter().map(|window| Feature {
        name: format!("tcp.window_{window}"),
        doc: format!("the window is {window}"),
        formula: Formula::Code(
            |f, window| {
                signature_fact(f, |syn| Some(flag(syn.window_bytes()? == u32::from(window))))
            },
            *window,
        ),
    }));
    features.extend(TIMES_TO_LIVE.iter().map(|hops| Feature {
        name: format!("tcp.time_to_live_{hops}"),
        doc: format!("the sender set a time to live of {hops}"),
        formula: Formula::Code(
            |f, hops| signature_fact(f, |syn| Some(flag(u16::from(syn.time_to_live?) == hops))),
            *hops,
        ),
    }));
    features
}

fn layout_is(f: &Fingerprint, index: u16) -> f32 {
    signature_fact(f, |syn| {
        let (_, layout) = LAYOUTS.get(usize::from(index))?;
        Some(flag(syn.layout.as_deref()?.starts_with(layout)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Extractor;
    use fingerprint_signals::tcp::Tcp;

    fn value(signature: &str, column: &str) -> f32 {
        let extractor = Extractor::new();
        let index = extractor.schema().columns.iter().position(|c| c.name == column).expect(column);
        let tcp = Some(Tcp { signature: signature.parse().unwrap() });
        extractor.row(&Fingerprint { tcp, ..Fingerprint::default() })[index]
    }

    #[test]
    fn a_layout_names_its_system_and_no_other() {
        let linux = "4:64:0:1460:mss*20,7:mss,sok,ts,nop,ws:df,id+:0";
        assert_eq!(value(linux, "tcp.layout_linux"), 1.0);
        assert_eq!(value(linux, "tcp.layout_windows"), 0.0);
    }

    #[test]
    fn what_follows_a_layout_does_not_hide_it() {
        assert_eq!(
            value("*:*:*:1260:65535,6:mss,nop,ws,nop,nop,ts,sok,?34:*:*", "tcp.layout_apple"),
            1.0
        );
    }

    #[test]
    fn the_segment_size_is_no_column() {
        let extractor = Extractor::new();
        assert!(extractor.schema().columns.iter().all(|column| !column.name.contains("segment")));
    }
}
