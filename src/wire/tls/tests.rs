use super::*;
use proptest::prelude::*;

#[test]
fn nothing_is_truncated() {
    assert_eq!(parse(&[]), Err(Error::Truncated));
}
