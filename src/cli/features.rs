//! `features` and `schema`: the numbers that training sees, by the same code that serves.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use super::input::Input;
use super::{CommandError, print, progress};
use fingerprint_classify::contract::request::{Request, RequestError};
use fingerprint_classify::features::Extractor;

/// Writes the feature matrix of a file's fingerprints, one row each, in order.
pub(super) fn run(path: &Path, out: &Path) -> Result<ExitCode, CommandError> {
    let extractor = Extractor::new();
    let mut input = Input::open(path)?;
    let bar = progress::bar(input.length);
    let mut rows = Vec::new();
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        for line in chunk {
            let row = row_of(&extractor, &line).map_err(|error| {
                CommandError::Features(format!("fingerprint {}: {error}", rows.len() + 1))
            })?;
            rows.push(row);
        }
        bar.set_position(input.position);
    }
    let mut file = BufWriter::new(File::create(out)?);
    write_matrix(&mut file, &rows, extractor.schema().width())?;
    file.flush()?;
    bar.finish_and_clear();
    Ok(ExitCode::SUCCESS)
}

/// Prints the feature schema.
pub(super) fn print_schema() -> Result<ExitCode, CommandError> {
    let mut json = serde_json::to_string_pretty(Extractor::new().schema())?;
    json.push('\n');
    print(&json)
}

/// The numbers of one line: a request, or an observation that holds one as `fingerprint`.
fn row_of(extractor: &Extractor, line: &[u8]) -> Result<Vec<f32>, RequestError> {
    let (_, evidence, mut issues) = Request::observed(line)?.into_parts();
    Ok(extractor.row(&evidence.read(&mut issues)))
}

/// Writes rows as a two-dimensional little-endian float32 array (NumPy format 1.0).
fn write_matrix(out: &mut impl Write, rows: &[Vec<f32>], width: usize) -> io::Result<()> {
    const PREAMBLE: usize = 10;
    let mut header =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {width}), }}", rows.len());
    let aligned = (PREAMBLE + header.len() + 1).next_multiple_of(64) - PREAMBLE - 1;
    header = format!("{header:<aligned$}\n");
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
        let row = row_of(&extractor, request.as_bytes()).unwrap();
        assert_eq!(row, row_of(&extractor, observation.as_bytes()).unwrap());
        assert!(row.iter().any(|value| *value != 0.0));
    }

    #[test]
    fn the_matrix_file_is_aligned_and_complete() {
        let mut file = Vec::new();
        write_matrix(&mut file, &[vec![1.0, 2.0]], 2).unwrap();
        assert_eq!((file.len() - 8) % 64, 0);
        assert!(file.ends_with(&2f32.to_le_bytes()));
    }
}
