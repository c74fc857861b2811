//! The static table of RFC 7541 appendix A and the dynamic table of section 4.
//!
//! Owns indices and eviction. The dynamic table never holds more than the size it was given.

use std::collections::VecDeque;

/// Section 4.1: what an entry costs beyond its bytes.
const ENTRY_OVERHEAD: usize = 32;

#[derive(Debug)]
pub(super) struct DynamicTable {
    /// Newest first.
    entries: VecDeque<Entry>,
    /// The text of all entries, oldest first, behind what evicted ones left.
    bytes: Vec<u8>,
    /// How many bytes have been taken off the front of `bytes`.
    dropped: usize,
    size: usize,
    max_size: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Counted from the first byte ever written.
    start: usize,
    name_length: usize,
    value_length: usize,
}

impl DynamicTable {
    pub(super) const fn new(max_size: usize) -> Self {
        Self { entries: VecDeque::new(), bytes: Vec::new(), dropped: 0, size: 0, max_size }
    }

    /// Section 2.3.3: 1 to 61 is the static table, the dynamic one follows.
    pub(super) fn field(&self, index: usize) -> Option<(&[u8], &[u8])> {
        let index = index.checked_sub(1)?;
        if let Some((name, value)) = STATIC.get(index) {
            return Some((name.as_bytes(), value.as_bytes()));
        }
        let entry = self.entries.get(index - STATIC.len())?;
        let text = self
            .bytes
            .get(entry.start - self.dropped..)?
            .get(..entry.name_length + entry.value_length)?;
        text.split_at_checked(entry.name_length)
    }

    /// Section 4.4: an entry larger than the table empties it and is not kept.
    pub(super) fn insert(&mut self, name: &[u8], value: &[u8]) {
        let length = name.len() + value.len();
        self.evict_to(self.max_size.saturating_sub(length + ENTRY_OVERHEAD));
        if length + ENTRY_OVERHEAD > self.max_size {
            return;
        }
        if self.bytes.is_empty() {
            self.bytes.reserve(512);
            self.entries.reserve(16);
        }
        if self.bytes.len() + length > self.max_size * 2 {
            self.compact();
        }
        let start = self.dropped + self.bytes.len();
        self.bytes.extend_from_slice(name);
        self.bytes.extend_from_slice(value);
        self.entries.push_front(Entry {
            start,
            name_length: name.len(),
            value_length: value.len(),
        });
        self.size += length + ENTRY_OVERHEAD;
    }

    pub(super) fn resize(&mut self, max_size: usize) {
        self.max_size = max_size;
        self.evict_to(max_size);
        self.compact();
    }

    #[cfg(test)]
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    fn evict_to(&mut self, size: usize) {
        while self.size > size {
            let Some(entry) = self.entries.pop_back() else { break };
            self.size -= entry.name_length + entry.value_length + ENTRY_OVERHEAD;
        }
    }

    /// Takes off what evicted entries left: on `insert` at least half of the buffer, so this costs
    /// little per byte.
    fn compact(&mut self) {
        let evicted = match self.entries.back() {
            Some(oldest) => oldest.start - self.dropped,
            None => self.bytes.len(),
        };
        self.bytes.drain(..evicted.min(self.bytes.len()));
        self.dropped += evicted;
    }
}

/// RFC 7541 appendix A.
#[rustfmt::skip]
const STATIC: [(&str, &str); 61] = [
    (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"),
    (":scheme", "http"), (":scheme", "https"), (":status", "200"), (":status", "204"), (":status", "206"),
    (":status", "304"), (":status", "400"), (":status", "404"), (":status", "500"), ("accept-charset", ""),
    ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""), ("accept", ""),
    ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""), ("cache-control", ""),
    ("content-disposition", ""), ("content-encoding", ""), ("content-language", ""), ("content-length", ""),
    ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""), ("date", ""),
    ("etag", ""), ("expect", ""), ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""),
    ("if-modified-since", ""), ("if-none-match", ""), ("if-range", ""), ("if-unmodified-since", ""),
    ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""), ("proxy-authenticate", ""),
    ("proxy-authorization", ""), ("range", ""), ("referer", ""), ("refresh", ""), ("retry-after", ""),
    ("server", ""), ("set-cookie", ""), ("strict-transport-security", ""), ("transfer-encoding", ""),
    ("user-agent", ""), ("vary", ""), ("via", ""), ("www-authenticate", ""),
];
