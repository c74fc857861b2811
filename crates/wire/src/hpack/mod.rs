//! HPACK (RFC 7541): header blocks to header fields.
//!
//! Owns decoding with its static, dynamic and Huffman tables. Does not own frames, and never
//! encodes: it observes a connection that another server serves.
//!
//! Written here because a fingerprint needs what the libraries drop: the order of fields with
//! repetitions, in one buffer with a bound, decoded beside a server that has its own decoder.

pub(crate) mod huffman;
mod table;

use super::cursor::Cursor;
use super::fields::Fields;
use table::DynamicTable;

/// Decoded bytes of one block, names and values together. Beyond it nothing a browser sends is
/// left.
pub const MAX_LIST_BYTES: usize = 64 * 1024;
/// Fields of one block. A block of 64 KiB of one-byte references would else be 65,536 of them.
pub const MAX_FIELDS: usize = 512;
/// What our side lets the peer's encoder use: RFC 9113 section 6.5.2's initial
/// `SETTINGS_HEADER_TABLE_SIZE`.
pub const DEFAULT_TABLE_SIZE: usize = 4096;

/// Why a header block could not be read. After an error the dynamic table is not what the peer's
/// is, so the decoder is of no further use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant has its message")]
pub enum Error {
    #[error("the header block ends inside a field")]
    Truncated,
    #[error("an integer does not fit 32 bits")]
    Integer,
    #[error("index {0} is in neither table")]
    Index(usize),
    #[error("a Huffman-coded string is not well formed")]
    Huffman,
    #[error("a table size update is larger than allowed or follows a field")]
    TableSize,
    #[error("the header list is larger than {MAX_LIST_BYTES} bytes or {MAX_FIELDS} fields")]
    TooLarge,
}

/// The decoder of one direction of one connection.
#[derive(Debug)]
pub struct Decoder {
    table: DynamicTable,
    /// The most a table size update may ask for.
    allowed_size: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new(DEFAULT_TABLE_SIZE)
    }
}

impl Decoder {
    /// `allowed_size` is the `SETTINGS_HEADER_TABLE_SIZE` that the observed server announced.
    #[must_use]
    pub fn new(allowed_size: usize) -> Self {
        Self { table: DynamicTable::new(allowed_size.min(DEFAULT_TABLE_SIZE)), allowed_size }
    }

    /// Decodes one whole block (the fragments of HEADERS and its CONTINUATION frames, joined). No
    /// more memory is taken than `MAX_LIST_BYTES` and 8/5 of the block, whose length the caller
    /// bounds.
    pub fn decode(&mut self, block: &[u8]) -> Result<Fields, Error> {
        let mut cursor = Cursor::new(block);
        let mut fields = Fields::with_capacity(24, block.len() * 2 + 64);
        let mut size_updates_allowed = true;
        while let Some(&first) = cursor.rest().first() {
            match first {
                // Section 6.1: indexed field.
                0x80.. => {
                    let index = integer(&mut cursor, 7)?;
                    let (name, value) = self.table.field(index).ok_or(Error::Index(index))?;
                    fields.push(name, value);
                }
                // Section 6.2.1: literal that enters the table.
                0x40.. => {
                    self.literal(&mut cursor, 6, &mut fields)?;
                    if let Some((name, value)) = fields.last() {
                        self.table.insert(name, value);
                    }
                }
                // Section 6.3: size update, allowed only before the first field (section 4.2).
                0x20.. => {
                    let size = integer(&mut cursor, 5)?;
                    if !size_updates_allowed || size > self.allowed_size {
                        return Err(Error::TableSize);
                    }
                    self.table.resize(size);
                    continue;
                }
                // Sections 6.2.2 and 6.2.3: literal without indexing, or never to be indexed.
                _ => self.literal(&mut cursor, 4, &mut fields)?,
            }
            size_updates_allowed = false;
            if fields.byte_length() > MAX_LIST_BYTES || fields.len() > MAX_FIELDS {
                return Err(Error::TooLarge);
            }
        }
        Ok(fields)
    }

    fn literal(
        &self,
        cursor: &mut Cursor<'_>,
        prefix: u32,
        fields: &mut Fields,
    ) -> Result<(), Error> {
        let index = integer(cursor, prefix)?;
        if index == 0 {
            string(cursor, fields.open())?;
        } else {
            let (name, _) = self.table.field(index).ok_or(Error::Index(index))?;
            fields.open().extend_from_slice(name);
        }
        let name_end = fields.byte_length();
        string(cursor, fields.open())?;
        fields.close(name_end);
        Ok(())
    }
}

/// Section 5.1. Values above 32 bits are refused, as are encodings longer than those need.
fn integer(cursor: &mut Cursor<'_>, prefix: u32) -> Result<usize, Error> {
    let mask = u8::MAX >> (8 - prefix);
    let first = cursor.u8().ok_or(Error::Truncated)? & mask;
    let mut value = u64::from(first);
    if first < mask {
        return Ok(usize::from(first));
    }
    for shift in [0, 7, 14, 21, 28] {
        let byte = cursor.u8().ok_or(Error::Truncated)?;
        value += u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(value).map_err(|_| Error::Integer).map(|value| value as usize);
        }
    }
    Err(Error::Integer)
}

/// Section 5.2.
fn string(cursor: &mut Cursor<'_>, text: &mut Vec<u8>) -> Result<(), Error> {
    let huffman = cursor.rest().first().is_some_and(|first| first & 0x80 != 0);
    let length = integer(cursor, 7)?;
    let raw = cursor.take(length).ok_or(Error::Truncated)?;
    if huffman {
        return huffman::decode(raw, text);
    }
    text.extend_from_slice(raw);
    Ok(())
}

#[cfg(test)]
mod tests;
