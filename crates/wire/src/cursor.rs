//! A reader over borrowed bytes that cannot leave them.
//!
//! Owns bounds checks and byte order (big-endian, as on the wire). Does not own errors: a read that
//! does not fit is `None`, and the caller knows what it was reading.

/// What is left to read. A failed read consumes nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    #[must_use]
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    #[must_use]
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[must_use]
    pub(crate) const fn remaining(&self) -> usize {
        self.rest.len()
    }

    #[must_use]
    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*taken)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    /// The three-byte length of a handshake message or an HTTP/2 frame.
    pub(crate) fn u24(&mut self) -> Option<usize> {
        let [high, middle, low] = self.array()?;
        Some(usize::from(high) << 16 | usize::from(middle) << 8 | usize::from(low))
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    /// A vector with a one-byte length before it (RFC 8446 section 3.4).
    pub(crate) fn vector8(&mut self) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let length = ahead.u8()?;
        let taken = ahead.take(usize::from(length))?;
        *self = ahead;
        Some(taken)
    }

    /// A vector with a two-byte length before it (RFC 8446 section 3.4).
    pub(crate) fn vector16(&mut self) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let length = ahead.u16()?;
        let taken = ahead.take(usize::from(length))?;
        *self = ahead;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_that_does_not_fit_consumes_nothing() {
        let mut cursor = Cursor::new(&[0, 5, 1]);
        assert_eq!(cursor.vector16(), None);
        assert_eq!(cursor.take(4), None);
        assert_eq!(cursor.u32(), None);
        assert_eq!(cursor.rest(), [0, 5, 1]);
        assert_eq!(cursor.u24(), Some(0x0501));
        assert_eq!(cursor.u8(), None);
    }

    #[test]
    fn an_empty_vector_is_a_vector() {
        let mut cursor = Cursor::new(&[0, 0, 0]);
        assert_eq!(cursor.vector8(), Some(&[][..]));
        assert_eq!(cursor.vector16(), Some(&[][..]));
        assert!(cursor.is_empty());
    }
}
