//! The allocator and the command line; nothing else.

fn main() {}
