//! Prints the JA4 of a captured `ClientHello`: `cargo run --example ja4 -- hello.bin`.

use std::error::Error;
use std::io::Write;

use fingerprint_signals::ja4;
use fingerprint_signals::tls::{Tls, Transport};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: ja4 <file with a ClientHello>")?;
    let hello = fingerprint_wire::tls::parse(&std::fs::read(path)?)?;
    let ja4 = ja4::ja4(&Tls::from_hello(hello, Transport::Tcp)).ok_or("no complete hello")?;
    writeln!(std::io::stdout(), "{ja4}")?;
    Ok(())
}
