//! How facts that are not plain JSON are written in an answer: bytes as text,
//! and the parts of the strings by their names.

use std::fmt::Display;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Serialize, ser};

use super::akamai::Akamai;
use super::p0f::{Quirk, Signature};

/// A value as its string form.
#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
pub(super) fn text<T: Display, S: Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}

/// Protocol names; bytes that are not UTF-8, such as GREASE, in hexadecimal.
#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
pub(super) fn protocols<S: Serializer>(
    names: &Option<Vec<Vec<u8>>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let shown = |name: &Vec<u8>| match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => name.iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    names.as_ref().map(|names| names.iter().map(shown).collect::<Vec<_>>()).serialize(serializer)
}

impl Serialize for Akamai {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let settings: Vec<_> =
            self.settings.iter().map(|setting| (setting.id, setting.value)).collect();
        let mut shown = serializer.serialize_struct("Akamai", 4)?;
        shown.serialize_field("settings", &settings)?;
        shown.serialize_field("window_update", &self.window_update)?;
        shown.serialize_field("priority_count", &self.priorities.len())?;
        shown.serialize_field("pseudo_headers", &self.pseudo_headers)?;
        shown.end()
    }
}

impl Serialize for Signature {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let layout = self.layout.as_ref();
        let layout = layout.map(|kinds| kinds.iter().map(ToString::to_string).collect::<Vec<_>>());
        let quirks = self.quirks.as_ref();
        let quirks =
            quirks.map(|quirks| quirks.iter().map(|quirk| Quirk::name(*quirk)).collect::<Vec<_>>());
        let mut shown = serializer.serialize_struct("Signature", 9)?;
        shown.serialize_field("ip_version", &self.ip_version)?;
        shown.serialize_field("time_to_live", &self.time_to_live)?;
        shown.serialize_field("ip_options_length", &self.ip_options_length)?;
        shown.serialize_field("maximum_segment_size", &self.maximum_segment_size)?;
        shown.serialize_field("window", &self.window.to_string())?;
        shown.serialize_field("window_scale", &self.window_scale)?;
        shown.serialize_field("layout", &layout)?;
        shown.serialize_field("quirks", &quirks)?;
        shown.serialize_field("payload", &self.payload)?;
        shown.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::Tls;

    #[test]
    fn a_protocol_name_that_is_not_text_is_hexadecimal() {
        let tls = Tls { alpn: Some(vec![b"h2".to_vec(), vec![0xFA, 0xFA]]), ..Tls::default() };
        assert_eq!(serde_json::to_value(&tls).unwrap()["alpn"], serde_json::json!(["h2", "fafa"]));
    }

    #[test]
    fn a_signature_is_written_by_its_parts() {
        let signature: Signature =
            "4:64:0:1460:65535,7:mss,sok,ts,nop,ws:df,id+:0".parse().unwrap();
        let shown = serde_json::to_value(&signature).unwrap();
        assert_eq!((&shown["time_to_live"], &shown["window_scale"]), (&64.into(), &7.into()));
        assert_eq!(shown["layout"], serde_json::json!(["mss", "sok", "ts", "nop", "ws"]));
        assert_eq!(shown["quirks"], serde_json::json!(["df", "id+"]));
    }
}
