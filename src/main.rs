//! The allocator and the command line; nothing else.
use std::io::{BufRead, Write};
use fingerprint_api::features::{Extractor, rows};
fn main() {
    let extractor = Extractor::new();
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).is_some_and(|a| a == "schema") {
        println!("{}", serde_json::to_string_pretty(extractor.schema()).unwrap());
        return;
    }
    let mut all = Vec::new();
    for line in std::io::BufReader::new(std::fs::File::open(&args[2]).unwrap()).lines() {
        all.push(rows::row_of_line(&extractor, line.unwrap().as_bytes()).unwrap());
    }
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[4]).unwrap());
    rows::write_npy(&mut out, &all, extractor.schema().width()).unwrap();
    out.flush().unwrap();
}
