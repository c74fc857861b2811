//! An ordered list of header fields, names and values as they were sent.
//!
//! Owns one buffer for a whole request, so that reading twenty fields is not forty allocations.
//! Does not own limits: the parsers that fill it do.

/// Fields in the order of the wire, repeated ones included.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fields {
    bytes: Vec<u8>,
    /// Where each name and each value ends.
    ends: Vec<(usize, usize)>,
}

impl Fields {
    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of all names and values.
    #[must_use]
    pub fn byte_length(&self) -> usize {
        self.bytes.len()
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |&(name_end, value_end)| {
            let name = self.bytes.get(start..name_end).unwrap_or_default();
            let value = self.bytes.get(name_end..value_end).unwrap_or_default();
            start = value_end;
            (name, value)
        })
    }

    /// The value of the first field of that name, whatever its case.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value)
    }

    /// Appends a field.
    pub fn push(&mut self, name: &[u8], value: &[u8]) {
        self.bytes.extend_from_slice(name);
        let name_end = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.ends.push((name_end, self.bytes.len()));
    }

    pub(super) fn with_capacity(fields: usize, bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ends: Vec::with_capacity(fields) }
    }

    /// For decoders that write a name, then a value, straight into the buffer, and then call
    /// `close`.
    pub(super) const fn open(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Ends a field whose name ends at `name_end` and whose value ends where the buffer does.
    pub(super) fn close(&mut self, name_end: usize) {
        self.ends.push((name_end, self.bytes.len()));
    }

    pub(super) fn last(&self) -> Option<(&[u8], &[u8])> {
        let start = self.ends.iter().rev().nth(1).map_or(0, |&(_, end)| end);
        let &(name_end, value_end) = self.ends.last()?;
        Some((self.bytes.get(start..name_end)?, self.bytes.get(name_end..value_end)?))
    }
}

impl std::fmt::Debug for Fields {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        formatter
            .debug_list()
            .entries(self.iter().map(|(name, value)| (text(name), text(value))))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_repetition_are_kept() {
        let mut fields = Fields::default();
        for (name, value) in [("b", "1"), ("a", ""), ("B", "2")] {
            fields.push(name.as_bytes(), value.as_bytes());
        }
        let read: Vec<_> = fields.iter().collect();
        assert_eq!(read, [(&b"b"[..], &b"1"[..]), (b"a", b""), (b"B", b"2")]);
        assert_eq!(fields.first("B"), Some(&b"1"[..]));
        assert_eq!(fields.first("c"), None);
        assert_eq!(fields.last(), Some((&b"B"[..], &b"2"[..])));
    }
}
