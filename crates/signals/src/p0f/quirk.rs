//! Oddities of a SYN that p0f names.

use fingerprint_wire::tcp::{Flags, Syn, TcpOption, Version};

/// One oddity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quirk {
    /// `df`: don't fragment is set.
    DontFragment,
    /// `id+`: an IP identification beside don't fragment.
    IdentificationDespiteDontFragment,
    /// `id-`: no IP identification though fragments are allowed.
    NoIdentification,
    /// `ecn`: congestion notification is supported.
    ExplicitCongestionNotification,
    /// `0+`: a reserved bit is set.
    ReservedBit,
    /// `flow`: an IPv6 flow label.
    FlowLabel,
    /// `seq-`: the sequence number is zero.
    NoSequence,
    /// `ack+`: an acknowledgement number without the flag.
    AcknowledgementWithoutFlag,
    /// `ack-`: the flag without an acknowledgement number.
    NoAcknowledgement,
    /// `uptr+`: an urgent pointer without the flag.
    UrgentPointerWithoutFlag,
    /// `urgf+`: the urgent flag.
    UrgentFlag,
    /// `pushf+`: the push flag.
    PushFlag,
    /// `ts1-`: the own timestamp is zero.
    NoOwnTimestamp,
    /// `ts2+`: a peer timestamp in a SYN.
    PeerTimestamp,
    /// `opt+`: padding after the options is not zero.
    DataAfterOptions,
    /// `exws`: a window scale above 14.
    ExcessiveWindowScale,
    /// `bad`: the options are malformed.
    MalformedOptions,
}

impl Quirk {
    /// In the order in which signatures are written.
    pub const ALL: [Self; 17] = [
        Self::DontFragment,
        Self::IdentificationDespiteDontFragment,
        Self::NoIdentification,
        Self::ExplicitCongestionNotification,
        Self::ReservedBit,
        Self::FlowLabel,
        Self::NoSequence,
        Self::AcknowledgementWithoutFlag,
        Self::NoAcknowledgement,
        Self::UrgentPointerWithoutFlag,
        Self::UrgentFlag,
        Self::PushFlag,
        Self::NoOwnTimestamp,
        Self::PeerTimestamp,
        Self::DataAfterOptions,
        Self::ExcessiveWindowScale,
        Self::MalformedOptions,
    ];

    /// Its short name in a signature.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DontFragment => "df",
            Self::IdentificationDespiteDontFragment => "id+",
            Self::NoIdentification => "id-",
            Self::ExplicitCongestionNotification => "ecn",
            Self::ReservedBit => "0+",
            Self::FlowLabel => "flow",
            Self::NoSequence => "seq-",
            Self::AcknowledgementWithoutFlag => "ack+",
            Self::NoAcknowledgement => "ack-",
            Self::UrgentPointerWithoutFlag => "uptr+",
            Self::UrgentFlag => "urgf+",
            Self::PushFlag => "pushf+",
            Self::NoOwnTimestamp => "ts1-",
            Self::PeerTimestamp => "ts2+",
            Self::DataAfterOptions => "opt+",
            Self::ExcessiveWindowScale => "exws",
            Self::MalformedOptions => "bad",
        }
    }
}

pub(super) fn from_syn(syn: &Syn) -> Vec<Quirk> {
    Quirk::ALL.into_iter().filter(|quirk| has(syn, *quirk)).collect()
}

fn has(syn: &Syn, quirk: Quirk) -> bool {
    let option = |wanted: fn(&TcpOption) -> bool| syn.options.iter().any(wanted);
    let ecn_flags = Flags::ECN_ECHO | Flags::CONGESTION_WINDOW_REDUCED | Flags::NONCE_SUM;
    match (quirk, syn.ip.version) {
        (Quirk::DontFragment, Version::V4 { dont_fragment, .. }) => dont_fragment,
        (
            Quirk::IdentificationDespiteDontFragment,
            Version::V4 { dont_fragment, identification, .. },
        ) => dont_fragment && identification != 0,
        (Quirk::NoIdentification, Version::V4 { dont_fragment, identification, .. }) => {
            !dont_fragment && identification == 0
        }
        (Quirk::ReservedBit, Version::V4 { reserved_bit, .. }) => reserved_bit,
        (Quirk::FlowLabel, Version::V6 { flow_label }) => flow_label != 0,
        (Quirk::ExplicitCongestionNotification, _) => syn.ip.ecn != 0 || syn.flags.any(ecn_flags),
        (Quirk::NoSequence, _) => syn.sequence == 0,
        (Quirk::AcknowledgementWithoutFlag, _) => {
            syn.acknowledgement != 0 && !syn.flags.any(Flags::ACK)
        }
        (Quirk::NoAcknowledgement, _) => syn.acknowledgement == 0 && syn.flags.any(Flags::ACK),
        (Quirk::UrgentPointerWithoutFlag, _) => {
            syn.urgent_pointer != 0 && !syn.flags.any(Flags::URGENT)
        }
        (Quirk::UrgentFlag, _) => syn.flags.any(Flags::URGENT),
        (Quirk::PushFlag, _) => syn.flags.any(Flags::PUSH),
        (Quirk::NoOwnTimestamp, _) => {
            option(|option| matches!(option, TcpOption::Timestamps { own: 0, .. }))
        }
        (Quirk::PeerTimestamp, _) => {
            option(|option| matches!(option, TcpOption::Timestamps { peer: 1.., .. }))
        }
        (Quirk::DataAfterOptions, _) => {
            option(|option| matches!(option, TcpOption::EndOfList { clean: false, .. }))
        }
        // RFC 7323 section 2.3 ends the scale at 14.
        (Quirk::ExcessiveWindowScale, _) => {
            option(|option| matches!(option, TcpOption::WindowScale(15..)))
        }
        (Quirk::MalformedOptions, _) => syn.options_malformed,
        _ => false,
    }
}
