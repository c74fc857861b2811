//! Initial protection: keys out of the destination connection id, header protection, AES-128-GCM.
//!
//! Owns RFC 9001 section 5 for client Initial packets. These keys are not secret: everyone on the
//! path can derive them.

use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::aes::Aes128;
use aes_gcm::aes::cipher::BlockCipherEncrypt;
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
    payload: Aes128Gcm,
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
            payload: Aes128Gcm::new(&expand::<16>(&client, key)?.into()),
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
        let nonce = self.nonce(number);
        let (text, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG_BYTES)?)?;
        let tag = <[u8; TAG_BYTES]>::try_from(tag).ok()?.into();
        let mut frames = text.to_vec();
        self.payload
            .decrypt_inout_detached(&nonce.into(), &associated, frames.as_mut_slice().into(), &tag)
            .ok()?;
        Some(frames)
    }

    /// RFC 9001 section 5.3.
    fn nonce(&self, number: u64) -> [u8; 12] {
        let mut nonce = self.nonce;
        for (byte, number) in nonce.iter_mut().skip(4).zip(number.to_be_bytes()) {
            *byte ^= number;
        }
        nonce
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
        let nonce = self.nonce(number);
        let mut sealed = payload.to_vec();
        let tag = self
            .payload
            .encrypt_inout_detached(&nonce.into(), unprotected_header, sealed.as_mut_slice().into())
            .unwrap();
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
