//! The reference of all settings as Markdown, written from the sections themselves.
//! docs/operate/configuration.md is this text; a test fails when it is stale.

use std::fmt::Write;

use super::Config;
use super::sections::SECTIONS;

const INTRODUCTION: &str = "\
# Configuration

Defaults are overridden by a TOML file (`--config FILE` or `FPA_CONFIG`), and that by environment
variables: `section.key` is `FPA_SECTION__KEY`, two underscores in the middle; lists are separated
by commas. Everything is checked once, at start: an unknown key, a wrong type or a value out of
range stops the service with an error that names the key and where it was set.
`fingerprint-api config check` prints the effective settings, secrets masked, and exits non-zero
when one is wrong.

This page is written by `fingerprint-api config reference > docs/operate/configuration.md`.
";

/// The page.
pub fn markdown() -> String {
    let defaults = toml::Table::try_from(Config::default()).unwrap_or_default();
    let mut page = INTRODUCTION.to_owned();
    for section in SECTIONS {
        // Writing to a String cannot fail.
        let _ = write!(page, "\n## {}\n\n{}\n\n", section.name, section.meaning.trim());
        page.push_str("| key | default | meaning |\n|---|---|---|\n");
        for setting in section.settings {
            let default =
                defaults.get(section.name).and_then(|settings| settings.get(setting.name));
            let default = default.map(ToString::to_string).unwrap_or_default();
            let meaning = setting.meaning.trim();
            let _ =
                writeln!(page, "| `{}.{}` | `{default}` | {meaning} |", section.name, setting.name);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_default_and_a_meaning() {
        let defaults = toml::Table::try_from(Config::default()).unwrap();
        assert_eq!(defaults.len(), SECTIONS.len());
        for section in SECTIONS {
            let table = defaults[section.name].as_table().unwrap();
            assert_eq!(table.len(), section.settings.len(), "{}", section.name);
            assert!(section.settings.iter().all(|setting| setting.meaning.trim().ends_with('.')));
        }
    }

    #[test]
    fn the_committed_page_is_fresh() {
        let committed = include_str!("../../docs/operate/configuration.md");
        assert!(
            committed == markdown(),
            "stale: run `fingerprint-api config reference > docs/operate/configuration.md`"
        );
    }
}
