//! The feature table of a capture file, as training reads it. Owns the file formats: JSON lines in,
//! NumPy's array file out.

use std::io::{self, Write};

use super::Extractor;
use crate::request::{Request, RequestError};

/// The evidence of one line: a request, or an observation that holds one as `fingerprint`.
pub fn row_of_line(extractor: &Extractor, line: &[u8]) -> Result<Vec<f32>, RequestError> {
    let body = Request::observed(line)?;
    let fingerprint = body.into_parts().1.read(&mut Vec::new());
    Ok(extractor.row(&fingerprint))
}

/// Writes rows as a two-dimensional little-endian float32 array (NumPy format 1.0).
pub fn write_npy(out: &mut impl Write, rows: &[Vec<f32>], width: usize) -> io::Result<()> {
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {width}), }}", rows.len());
    let preamble = 10;
    while (preamble + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&(header.len() as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    for value in rows.iter().flatten() {
        out.write_all(&value.to_le_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_observation_and_its_request_give_the_same_row() {
        let extractor = Extractor::new();
        let request = r#"{"http":{"headers":[["user-agent","curl/8.5.0"],["accept","*/*"]]}}"#;
        let observation = format!(r#"{{"source":"x","fingerprint":{request},"truth":{{}}}}"#);
        let row = row_of_line(&extractor, request.as_bytes()).unwrap();
        assert_eq!(row, row_of_line(&extractor, observation.as_bytes()).unwrap());
        assert!(row.iter().any(|value| *value != 0.0));
    }

    #[test]
    fn the_array_file_is_aligned_and_complete() {
        let mut file = Vec::new();
        write_npy(&mut file, &[vec![1.0, 2.0]], 2).unwrap();
        assert_eq!((file.len() - 8) % 64, 0);
        assert!(file.ends_with(&2f32.to_le_bytes()));
    }
}
