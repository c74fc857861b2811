//! Which kernel a SYN was written by: the layout of its options, which no program can set, and the
//! TTL, where they agree. Of Cisco's 2,225 labelled connections (the TCP rows of the training data)
//! it tells 1,945 right, nine wrong (eight of them Macs and Windows behind a Linux that forwarded
//! them) and is silent on the rest.

use fingerprint_signals::labels::Os;
use fingerprint_signals::p0f::{OptionKind, Signature};

/// A family of systems that share their TCP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// Windows.
    Windows,
    /// macOS and iOS.
    Darwin,
    /// Also below Android and `ChromeOS`.
    Linux,
}

use OptionKind::{
    MaximumSegmentSize as Mss, NoOperation as Nop, SelectiveAcknowledgementPermitted as Sok,
    Timestamps as Ts, WindowScale as Ws,
};

/// How the options begin; what follows differs with MPTCP, fast open and padding.
const LAYOUTS: &[(Kernel, &[OptionKind])] = &[
    (Kernel::Windows, &[Mss, Nop, Ws, Nop, Nop, Sok]),
    (Kernel::Windows, &[Mss, Nop, Ws, Sok, Ts]),
    (Kernel::Darwin, &[Mss, Nop, Ws, Nop, Nop, Ts, Sok]),
    (Kernel::Linux, &[Mss, Sok, Ts, Nop, Ws]),
];

impl Kernel {
    /// The kernel that wrote a SYN; `None` where no kernel known here has such a layout, or the TTL
    /// is another system's.
    #[must_use]
    pub fn from_signature(signature: &Signature) -> Option<Self> {
        let layout = signature.layout.as_deref()?;
        let (kernel, _) = LAYOUTS.iter().find(|(_, start)| layout.starts_with(start))?;
        let first_hop = if *kernel == Self::Windows { 128 } else { 64 };
        signature.time_to_live.is_none_or(|sent| sent == first_hop).then_some(*kernel)
    }

    /// Whether the system runs on this kernel; `true` where nothing is known of it.
    #[must_use]
    pub const fn runs(self, os: Os) -> bool {
        match os {
            Os::Windows => matches!(self, Self::Windows),
            Os::Macos | Os::Ios => matches!(self, Self::Darwin),
            Os::Linux | Os::Android | Os::Chromeos => matches!(self, Self::Linux),
            Os::Unknown => true,
        }
    }

    /// The systems that run on it, for a message.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::Darwin => "macOS or iOS",
            Self::Linux => "Linux or Android",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kernel(signature: &str) -> Option<Kernel> {
        Kernel::from_signature(&signature.parse().unwrap())
    }

    #[test]
    fn layouts_of_the_three_are_told_apart() {
        assert_eq!(
            kernel("4:128:0:1460:65535,8:mss,nop,ws,nop,nop,sok:df,id+:0"),
            Some(Kernel::Windows)
        );
        assert_eq!(
            kernel("*:*:*:1460:65535,6:mss,nop,ws,nop,nop,ts,sok,eol+1:*:*"),
            Some(Kernel::Darwin)
        );
        assert_eq!(kernel("4:64:0:1460:mss*44,10:mss,sok,ts,nop,ws:df,id+:0"), Some(Kernel::Linux));
    }

    #[test]
    fn a_time_to_live_of_another_system_says_nothing() {
        assert_eq!(kernel("4:128:0:1460:mss*44,10:mss,sok,ts,nop,ws:df,id+:0"), None);
    }

    #[test]
    fn an_unknown_layout_says_nothing() {
        assert_eq!(kernel("*:*:*:1460:8192,0:mss,nop,nop,sok:*:*"), None);
    }

    #[test]
    fn an_android_runs_on_linux_and_an_iphone_does_not() {
        assert!(Kernel::Linux.runs(Os::Android) && !Kernel::Linux.runs(Os::Ios));
    }
}
