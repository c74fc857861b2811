//! The arrangement of a brand list: Chromium makes up one brand and shuffles the list by its own
//! major, so that name, version and places follow from it
//! (`components/embedder_support/user_agent_utils.cc`, since 105 in this form; the captures hold it
//! for 105 to 156).

use super::brands::Brands;
use super::structured_fields::Text;

/// The first major of this form.
const FIRST_SHUFFLED_MAJOR: u32 = 105;

const GREASE_SEPARATORS: [u8; 11] = *b" (:-./);=?_";
const GREASE_VERSIONS: [u32; 3] = [8, 99, 24];
/// The positions of the made-up brand and of Chromium in a list of three.
const POSITIONS: [(u32, u32); 6] = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];

/// The positions of the members that every list has.
#[derive(Default)]
pub(super) struct Arrangement {
    members: u32,
    made_up: Option<MadeUp>,
    chromium: Option<u32>,
}

struct MadeUp {
    place: u32,
    name: Text,
    version: Option<u32>,
}

impl Arrangement {
    /// Takes note of the next member.
    pub(super) fn note(&mut self, name: &Text, is_made_up: bool, version: Option<u32>) {
        if is_made_up {
            self.made_up = Some(MadeUp { place: self.members, name: *name, version });
        } else if name.as_bytes() == b"Chromium" {
            self.chromium = Some(self.members);
        }
        self.members = self.members.saturating_add(1);
    }

    /// Whether the list is the one that Chromium writes in the major it names. Brands that arrange
    /// theirs otherwise, as Opera does, are not judged.
    pub(super) fn matches(&self, brands: &Brands) -> Option<bool> {
        let major = brands.chromium.filter(|major| *major >= FIRST_SHUFFLED_MAJOR)?;
        let made_up = self.made_up.as_ref()?;
        let chromium = self.chromium?;
        let own = [brands.google_chrome, brands.microsoft_edge, brands.headless_chrome];
        let places = match (self.members, own.iter().flatten().count()) {
            (2, 0) => (major % 2, 1 - major % 2),
            (3, 1) => *POSITIONS.get(usize::try_from(major % 6).ok()?)?,
            _ => return None,
        };
        let between = |seed: u32| {
            usize::try_from(seed % 11).ok().and_then(|index| GREASE_SEPARATORS.get(index)).copied()
        };
        let (first, second) = (between(major)?, between(major + 1)?);
        let name = [&b"Not"[..], &[first], b"A", &[second], b"Brand"].concat();
        let version = GREASE_VERSIONS.get(usize::try_from(major % 3).ok()?).copied();
        Some(
            made_up.name.as_bytes() == name
                && made_up.version == version
                && (made_up.place, chromium) == places,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::brands::Brands;

    fn fits(list: &str) -> Option<bool> {
        Brands::from_header(list).0.of_their_major
    }

    #[test]
    fn captured_lists_are_of_their_major() {
        for list in [
            r#""Not?A_Brand";v="8", "Chromium";v="108", "Google Chrome";v="108""#,
            r#""Chromium";v="110", "Not A(Brand";v="24", "Google Chrome";v="110""#,
            r#""Chromium";v="130", "Microsoft Edge";v="130", "Not?A_Brand";v="99""#,
            r#""Chromium";v="137", "Not/A)Brand";v="24""#,
        ] {
            assert_eq!(fits(list), Some(true), "{list}");
        }
    }

    #[test]
    fn a_list_with_another_number_in_it_is_not() {
        assert_eq!(
            fits(r#""Chromium";v="131", "Microsoft Edge";v="131", "Not?A_Brand";v="99""#),
            Some(false)
        );
        assert_eq!(
            fits(r#"" Not A;Brand";v="99", "Chromium";v="130", "Google Chrome";v="130""#),
            Some(false)
        );
    }

    #[test]
    fn older_lists_and_those_of_other_brands_are_not_judged() {
        assert_eq!(
            fits(r#"" Not A;Brand";v="99", "Chromium";v="99", "Google Chrome";v="99""#),
            None
        );
        assert_eq!(fits(r#""Not?A_Brand";v="99", "Opera";v="97", "Chromium";v="111""#), None);
        assert_eq!(fits(r#""Google Chrome";v="130", "Chromium";v="130""#), None);
    }
}
