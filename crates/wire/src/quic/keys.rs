//! Initial protection: keys out of the destination connection id, header protection, AES-128-GCM.
//!
//! Owns RFC 9001 section 5 for client Initial packets and nothing that is secret: the point of
//! these keys is that everybody on the path has them. So nothing here takes care to run in constant
//! time.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;

use super::Error;
use super::packet::{Initial, VERSION_1, VERSION_2};

/// RFC 9001 section 5.2.
const SALT_1: [u8; 20] = [
    0x38, 0x76, 0x2C, 0xF7, 0xF5, 0x59, 0x34, 0xB3, 0x4D, 0x17, 0x9A, 0xE6, 0xA4, 0xC8, 0x0C, 0xAD,
    0xCC, 0xBB, 0x7F, 0x0A,
];
/// RFC 9369 section 3.3.1.
const SALT_2: [u8; 20] = [
    0x0D, 0xED, 0xE3, 0xDE, 0xF7, 0x00, 0xA6, 0xDB, 0x81, 0x93, 0x81, 0xBE, 0x6E, 0x26, 0x9D, 0xCB,
    0xF9, 0xBD, 0x2E, 0xD9,
];

const TAG_BYTES: usize = 16;
/// RFC 9001 section 5.4.2: the sample begins as if the packet number had four bytes.
const MAX_NUMBER_BYTES: usize = 4;

#[derive(Debug)]
pub(super) struct Keys {
    version: u32,
    payload: Aes128,
    header: Aes128,
    nonce: [u8; 12],
}

impl Keys {
    pub(super) fn for_client(version: u32, destination_id: &[u8]) -> Result<Self, Error> {
        let (salt, labels) = match version {
            VERSION_1 => (SALT_1, ["quic key", "quic iv", "quic hp"]),
            VERSION_2 => (SALT_2, ["quicv2 key", "quicv2 iv", "quicv2 hp"]),
            _ => return Err(Error::Version(version)),
        };
        let [key, nonce, header] = labels;
        let initial = Hkdf::<Sha256>::new(Some(&salt), destination_id);
        let secret = expand::<32>(&initial, "client in")?;
        let client = Hkdf::<Sha256>::from_prk(&secret).map_err(|_| Error::Decryption)?;
        Ok(Self {
            version,
            payload: Aes128::new(&expand::<16>(&client, key)?.into()),
            header: Aes128::new(&expand::<16>(&client, header)?.into()),
            nonce: expand(&client, nonce)?,
        })
    }

    /// The frames of a packet, or `None` when it is not sealed with these keys.
    pub(super) fn open(&self, packet: &Initial<'_>) -> Option<Vec<u8>> {
        if packet.version != self.version {
            return None;
        }
        let (header, protected) = packet.bytes.split_at_checked(packet.number_at)?;
        let mask = encrypted(&self.header, *protected.get(MAX_NUMBER_BYTES..)?.first_chunk()?);
        let [flags_mask, number_mask @ .., _, _, _, _, _, _, _, _, _, _, _] = mask;

        let mut associated = header.to_vec();
        let first = associated.first_mut()?;
        *first ^= flags_mask & 0x0F;
        let (number, sealed) = protected.split_at_checked(usize::from(*first & 3) + 1)?;
        associated.extend(number.iter().zip(number_mask).map(|(byte, mask)| byte ^ mask));

        // A first flight is numbered from zero: what is on the wire is the whole number (RFC 9000
        // appendix A.3).
        let number = associated
            .get(packet.number_at..)?
            .iter()
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let mut nonce = self.nonce;
        for (byte, number) in nonce.iter_mut().skip(4).zip(number.to_be_bytes()) {
            *byte ^= number;
        }
        let (text, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG_BYTES)?)?;
        if authentication(&self.payload, nonce, &associated, text) != *tag {
            return None;
        }
        Some(in_counter_mode(&self.payload, nonce, text))
    }
}

/// HKDF-Expand-Label of RFC 8446 section 7.1 with an empty context.
fn expand<const N: usize>(secret: &Hkdf<Sha256>, label: &str) -> Result<[u8; N], Error> {
    let label_length = u8::try_from(label.len() + 6).unwrap_or(u8::MAX);
    let length = u16::try_from(N).unwrap_or(u16::MAX).to_be_bytes();
    let info = [&length[..], &[label_length], b"tls13 ", label.as_bytes(), &[0]].concat();
    let mut key = [0; N];
    secret.expand(&info, &mut key).map_err(|_| Error::Decryption)?;
    Ok(key)
}

fn encrypted(cipher: &Aes128, block: [u8; 16]) -> [u8; 16] {
    let mut block = block.into();
    cipher.encrypt_block(&mut block);
    block.into()
}

fn counter_block(nonce: [u8; 12], counter: u32) -> [u8; 16] {
    let mut block = [0; 16];
    for (slot, byte) in block.iter_mut().zip(nonce.into_iter().chain(counter.to_be_bytes())) {
        *slot = byte;
    }
    block
}

/// Encrypts or decrypts: NIST SP 800-38D section 6.5, from counter 2 on as section 7.1 has it.
fn in_counter_mode(cipher: &Aes128, nonce: [u8; 12], text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for (counter, chunk) in (2..).zip(text.chunks(16)) {
        let stream = encrypted(cipher, counter_block(nonce, counter));
        out.extend(chunk.iter().zip(stream).map(|(byte, key)| byte ^ key));
    }
    out
}

/// The tag of NIST SP 800-38D section 7.1.
fn authentication(
    cipher: &Aes128,
    nonce: [u8; 12],
    associated: &[u8],
    sealed: &[u8],
) -> [u8; TAG_BYTES] {
    let multiples = multiples(u128::from_be_bytes(encrypted(cipher, [0; 16])));
    let mut hash = 0_u128;
    for chunk in associated.chunks(16).chain(sealed.chunks(16)) {
        let mut block = [0; 16];
        for (slot, byte) in block.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        hash = product(hash ^ u128::from_be_bytes(block), &multiples);
    }
    let bits = |bytes: &[u8]| bytes.len() as u128 * 8;
    hash = product(hash ^ (bits(associated) << 64 | bits(sealed)), &multiples);
    (hash ^ u128::from_be_bytes(encrypted(cipher, counter_block(nonce, 1)))).to_be_bytes()
}

/// Multiplication in GF(2^128), four bits at a time (NIST SP 800-38D section 6.3).
fn product(left: u128, multiples: &[u128; 16]) -> u128 {
    let nibble = |table: &[u128; 16], value: u128| {
        table.get((value & 15) as usize).copied().unwrap_or_default()
    };
    (0..32).fold(0, |sum, index| {
        sum >> 4 ^ nibble(&REDUCTIONS, sum) ^ nibble(multiples, left >> (index * 4))
    })
}

/// What the four bits that leave at the end of a shift come back as.
const REDUCTIONS: [u128; 16] = multiples(0xE1 << 120);

/// The multiples of one element by the sixteen polynomials of degree three, highest bit first as
/// GCM has it.
const fn multiples(element: u128) -> [u128; 16] {
    let x = element;
    let x1 = times_x(x);
    let x2 = times_x(x1);
    let x3 = times_x(x2);
    [
        0,
        x3,
        x2,
        x2 ^ x3,
        x1,
        x1 ^ x3,
        x1 ^ x2,
        x1 ^ x2 ^ x3,
        x,
        x ^ x3,
        x ^ x2,
        x ^ x2 ^ x3,
        x ^ x1,
        x ^ x1 ^ x3,
        x ^ x1 ^ x2,
        x ^ x1 ^ x2 ^ x3,
    ]
}

const fn times_x(element: u128) -> u128 {
    element >> 1 ^ 0xE1 << 120 & (element & 1).wrapping_neg()
}

/// Seals packets for the tests of the modules above.
#[cfg(test)]
impl Keys {
    pub(super) fn seal(
        &self,
        unprotected_header: &[u8],
        number_length: usize,
        payload: &[u8],
    ) -> Vec<u8> {
        let number_at = unprotected_header.len() - number_length;
        let number = unprotected_header[number_at..]
            .iter()
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let mut nonce = self.nonce;
        for (byte, number) in nonce.iter_mut().skip(4).zip(number.to_be_bytes()) {
            *byte ^= number;
        }
        let sealed = in_counter_mode(&self.payload, nonce, payload);
        let tag = authentication(&self.payload, nonce, unprotected_header, &sealed);
        let mut packet = [unprotected_header, &sealed, &tag].concat();
        let sample = number_at + MAX_NUMBER_BYTES;
        let mask = encrypted(&self.header, packet[sample..sample + 16].try_into().unwrap());
        packet[0] ^= mask[0] & 0x0F;
        for index in 0..number_length {
            packet[number_at + index] ^= mask[index + 1];
        }
        packet
    }
}
