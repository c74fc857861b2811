//! The handshake bytes of CRYPTO frames, which come in any order and may overlap.
//!
//! Owns their order and bounds. Chromium cuts its hello into shuffled pieces on purpose.

use super::{Error, MAX_HELLO_BYTES};
use crate::cursor::Cursor;

/// Holes that are kept track of. A browser leaves a dozen.
const MAX_RANGES: usize = 256;

#[derive(Debug, Default)]
pub(super) struct CryptoStream {
    bytes: Vec<u8>,
    /// What has arrived, as `start..end`, sorted and apart.
    ranges: Vec<(usize, usize)>,
}

impl CryptoStream {
    pub(super) fn insert(&mut self, offset: u64, data: &[u8]) -> Result<(), Error> {
        let start = usize::try_from(offset).map_err(|_| Error::TooLarge)?;
        let end = start
            .checked_add(data.len())
            .filter(|end| *end <= MAX_HELLO_BYTES)
            .ok_or(Error::TooLarge)?;
        if data.is_empty() {
            return Ok(());
        }
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        if let Some(target) = self.bytes.get_mut(start..end) {
            target.copy_from_slice(data);
        }
        self.cover(start, end)
    }

    /// The whole handshake message.
    pub(super) fn message(&self) -> Option<&[u8]> {
        let &(0, end) = self.ranges.first()? else { return None };
        let arrived = self.bytes.get(..end)?;
        let mut cursor = Cursor::new(arrived);
        cursor.u8()?;
        let length = cursor.u24()?;
        arrived.get(..length + 4)
    }

    pub(super) fn is_complete(&self) -> bool {
        self.message().is_some()
    }

    fn cover(&mut self, mut start: usize, mut end: usize) -> Result<(), Error> {
        let from = self.ranges.partition_point(|range| range.1 < start);
        let to = self.ranges.partition_point(|range| range.0 <= end);
        if let Some(joined) = self.ranges.get(from..to)
            && let (Some(first), Some(last)) = (joined.first(), joined.last())
        {
            start = start.min(first.0);
            end = end.max(last.1);
        }
        self.ranges.splice(from..to, [(start, end)]);
        if self.ranges.len() > MAX_RANGES { Err(Error::TooLarge) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_gap_keeps_the_message_back() {
        let mut stream = CryptoStream::default();
        stream.insert(0, &[1, 0, 0, 3, 7]).unwrap();
        stream.insert(6, &[9, 9]).unwrap();
        assert_eq!(stream.message(), None);
        stream.insert(4, &[7, 8]).unwrap();
        assert_eq!(stream.message(), Some(&[1, 0, 0, 3, 7, 8, 9][..]));
    }

    #[test]
    fn the_stream_is_bounded() {
        let mut stream = CryptoStream::default();
        assert_eq!(stream.insert(MAX_HELLO_BYTES as u64, &[1]), Err(Error::TooLarge));
        assert_eq!(stream.insert(u64::MAX, &[1]), Err(Error::TooLarge));
        let outcome = (0..400).try_for_each(|index| stream.insert(index * 2, &[1]));
        assert_eq!(outcome, Err(Error::TooLarge));
    }

    proptest! {
        #[test]
        fn any_order_gives_the_message(cuts in proptest::collection::vec((0_usize..500, 1_usize..90), 0..40)) {
            let mut message: Vec<u8> = (0..500).map(|byte| byte as u8).collect();
            message[..4].copy_from_slice(&[1, 0, 1, 240]);
            let mut stream = CryptoStream::default();
            let mut seen = vec![false; 500];
            for (start, length) in cuts {
                let end = (start + length).min(500);
                stream.insert(start as u64, &message[start..end]).unwrap();
                seen[start..end].fill(true);
                prop_assert!(stream.ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
                prop_assert_eq!(stream.ranges.iter().map(|range| range.1 - range.0).sum::<usize>(), seen.iter().filter(|seen| **seen).count());
            }
            let complete = seen.iter().all(|seen| *seen);
            prop_assert_eq!(stream.message(), complete.then_some(&message[..]));
        }
    }
}
