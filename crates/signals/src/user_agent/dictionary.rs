//! What a name means: one hash index over every table of names, built while compiling. Owns
//! the look-up; the names are in `products`, `libraries` and `crawler_names`.
//!
//! Written here and not with `phf`, which hashes the text of each name again: the key of a word is
//! one number that the reader has already, so that a look-up is a multiplication and a comparison.

use super::crawler_names::{CRAWLERS, LEADING_CRAWLERS};
use super::libraries::LIBRARIES;
use super::products::{FILLERS, PRODUCTS, Product};
use super::words::key;
use crate::labels::Browser;

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Product(Product),
    /// An HTTP library, by its label.
    Library(Browser),
    /// A declared robot.
    Crawler,
    /// A declared robot where it is the first word; the name of an application elsewhere.
    LeadingCrawler,
    /// Part of most user agents, not evidence by itself.
    Filler,
}

/// What the name with this key means, if it is in a table.
#[inline]
pub(super) fn meaning(name_key: u128) -> Option<Meaning> {
    let mut slot = home(name_key);
    // The index is never full, so that the walk ends at an empty slot.
    while let Some(entry) =
        SLOTS.get(slot).and_then(|entry| ENTRIES.get(usize::from(entry.checked_sub(1)?)))
    {
        if entry.0 == name_key {
            return Some(entry.1);
        }
        slot = (slot + 1) % SLOT_COUNT;
    }
    None
}

const NAME_COUNT: usize =
    PRODUCTS.len() + LIBRARIES.len() + FILLERS.len() + CRAWLERS.len() + LEADING_CRAWLERS.len();
const SLOT_BITS: u32 = 11;
const SLOT_COUNT: usize = 1 << SLOT_BITS;
const _: () = assert!(NAME_COUNT * 2 <= SLOT_COUNT, "at most half of the slots are taken");

type Entry = (u128, Meaning);

static ENTRIES: [Entry; NAME_COUNT] = entries();
/// Position in [`ENTRIES`] plus one; 0 = empty.
static SLOTS: [u16; SLOT_COUNT] = slots();

/// Multiplicative hashing with the golden ratio (Knuth, volume 3, 6.4).
#[inline]
const fn home(name_key: u128) -> usize {
    let folded = ((name_key >> 64) as u64).rotate_left(29) ^ name_key as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOT_BITS)) as usize
}

/// The position of a entry fits in a slot.
const _: () = assert!(NAME_COUNT < u16::MAX as usize);

#[expect(clippy::indexing_slicing, reason = "runs while compiling")]
const fn entries() -> [Entry; NAME_COUNT] {
    let mut entries = [(0, Meaning::Filler); NAME_COUNT];
    let mut at = 0;
    let mut from = 0;
    while from < PRODUCTS.len() {
        entries[at] = (key(PRODUCTS[from].0), Meaning::Product(PRODUCTS[from].1));
        (at, from) = (at + 1, from + 1);
    }
    from = 0;
    while from < LIBRARIES.len() {
        entries[at] = (key(LIBRARIES[from].0), Meaning::Library(LIBRARIES[from].1));
        (at, from) = (at + 1, from + 1);
    }
    from = 0;
    while from < FILLERS.len() {
        entries[at] = (key(FILLERS[from]), Meaning::Filler);
        (at, from) = (at + 1, from + 1);
    }
    from = 0;
    while from < CRAWLERS.len() {
        entries[at] = (key(CRAWLERS[from]), Meaning::Crawler);
        (at, from) = (at + 1, from + 1);
    }
    from = 0;
    while from < LEADING_CRAWLERS.len() {
        entries[at] = (key(LEADING_CRAWLERS[from]), Meaning::LeadingCrawler);
        (at, from) = (at + 1, from + 1);
    }
    entries
}

#[expect(clippy::indexing_slicing, reason = "runs while compiling")]
const fn slots() -> [u16; SLOT_COUNT] {
    let mut slots = [0; SLOT_COUNT];
    let entries = entries();
    let mut at = 0;
    while at < NAME_COUNT {
        let mut slot = home(entries[at].0);
        while slots[slot] != 0 {
            assert!(
                entries[slots[slot] as usize - 1].0 != entries[at].0,
                "a name is in the tables twice"
            );
            slot = (slot + 1) % SLOT_COUNT;
        }
        slots[slot] = at as u16 + 1;
        at += 1;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::super::words::key_of_bytes;
    use super::*;

    #[test]
    fn every_name_is_found_with_its_own_meaning() {
        for (name, product) in PRODUCTS {
            assert_eq!(meaning(key(name)), Some(Meaning::Product(*product)), "{name}");
        }
        for (name, label) in LIBRARIES {
            assert_eq!(meaning(key(name)), Some(Meaning::Library(*label)), "{name}");
        }
        for name in CRAWLERS {
            assert_eq!(meaning(key(name)), Some(Meaning::Crawler), "{name}");
        }
        for name in LEADING_CRAWLERS {
            assert_eq!(meaning(key(name)), Some(Meaning::LeadingCrawler), "{name}");
        }
    }

    #[test]
    fn a_name_of_no_table_has_no_meaning() {
        assert_eq!(meaning(key("")), None);
        assert_eq!(meaning(key("sm-g991b")), None);
    }

    #[test]
    fn capitals_and_a_long_ending_do_not_hide_a_name() {
        assert_eq!(
            meaning(key_of_bytes(b"Apache-HttpClient")),
            Some(Meaning::Library(Browser::Java))
        );
    }

    #[test]
    fn the_tables_are_in_lower_case_and_in_order() {
        let products: Vec<&str> = PRODUCTS.iter().map(|entry| entry.0).collect();
        let libraries: Vec<&str> = LIBRARIES.iter().map(|entry| entry.0).collect();
        for table in [&products, &libraries, FILLERS, CRAWLERS, LEADING_CRAWLERS] {
            assert!(table.is_sorted());
            assert!(table.iter().all(|name| !name.bytes().any(|byte| byte.is_ascii_uppercase())));
        }
    }
}
