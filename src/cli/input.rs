//! Fingerprints from a file or standard input: one JSON object a line, or a single one over many
//! lines, gzipped where the name ends in `.gz`. Read in chunks, so that a file of any length fits.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::CommandError;

/// Lines read at a time.
const CHUNK_LINES: usize = 4096;

/// A source of fingerprints.
pub(super) struct Input {
    reader: Box<dyn BufRead>,
    name: String,
    started: bool,
    /// Bytes of the file, where it is one.
    pub length: Option<u64>,
    /// Bytes read so far.
    pub position: u64,
}

impl Input {
    /// Opens the file; `-` is standard input.
    pub(super) fn open(path: &Path) -> Result<Self, CommandError> {
        let name = path.display().to_string();
        let (reader, length): (Box<dyn BufRead>, _) = if path == Path::new("-") {
            (Box::new(BufReader::new(io::stdin())), None)
        } else {
            let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
            let (metadata, file) =
                opened.map_err(|reason| CommandError::Input { path: name.clone(), reason })?;
            if path.extension().is_some_and(|extension| extension == "gz") {
                // Its length says nothing of how many bytes come out of it.
                (Box::new(BufReader::with_capacity(1 << 20, MultiGzDecoder::new(file))), None)
            } else {
                let length = metadata.is_file().then_some(metadata.len());
                (Box::new(BufReader::with_capacity(1 << 20, file)), length)
            }
        };
        Ok(Self { reader, name, started: false, length, position: 0 })
    }

    /// The next fingerprints as JSON; none left: an empty list.
    pub(super) fn next_chunk(&mut self) -> Result<Vec<Vec<u8>>, CommandError> {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK_LINES {
            let mut line = Vec::new();
            let read = self.reader.read_until(b'\n', &mut line);
            let read =
                read.map_err(|reason| CommandError::Input { path: self.name.clone(), reason })?;
            if read == 0 {
                break;
            }
            self.position += read as u64;
            if line.trim_ascii().is_empty() {
                continue;
            }
            if !self.started && !is_whole(&line) {
                // Not one object a line: one object over many.
                let rest = self.reader.read_to_end(&mut line);
                let rest =
                    rest.map_err(|reason| CommandError::Input { path: self.name.clone(), reason })?;
                self.position += rest as u64;
            }
            self.started = true;
            chunk.push(line);
        }
        Ok(chunk)
    }
}

/// Whether a line is one JSON value, or wrong in a way that more lines do not mend.
fn is_whole(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line)
        .map_or_else(|error| !error.is_eof(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &'static str) -> Input {
        let reader = Box::new(text.as_bytes());
        Input { reader, name: String::new(), started: false, length: None, position: 0 }
    }

    #[test]
    fn one_object_over_many_lines_is_one_fingerprint() {
        assert_eq!(input("{\n \"a\":\n 1}\n").next_chunk().unwrap().len(), 1);
    }

    #[test]
    fn a_broken_line_costs_no_other() {
        assert_eq!(input("{\"a\":1}\n\n{\"a\":\n{\"a\":2}").next_chunk().unwrap().len(), 3);
        assert_eq!(input("{]\n{\"a\":2}\n").next_chunk().unwrap().len(), 2);
    }
}
