//! Where each layer's evidence came from. Owns the words of the answer's `layers.*.source`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::labels::{EdgeProfile, Layer};

/// Where one layer's evidence came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// The request's body.
    #[default]
    Body,
    /// This service's own socket.
    Connection,
    /// The PROXY protocol of a trusted peer.
    Proxy,
    /// Header fields of a trusted proxy.
    Header(EdgeProfile),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => f.write_str("body"),
            Self::Connection => f.write_str("connection"),
            Self::Proxy => f.write_str("proxy"),
            Self::Header(profile) => write!(f, "header:{profile}"),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The words as the OpenAPI document lists them.
#[cfg(feature = "openapi")]
mod schema {
    use std::borrow::Cow;

    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
    use utoipa::{PartialSchema, ToSchema};

    use super::Source;
    use crate::labels::EdgeProfile;

    impl PartialSchema for Source {
        fn schema() -> RefOr<Schema> {
            let profiles = EdgeProfile::ALL.iter().map(|profile| Source::Header(*profile));
            let all = [Source::Body, Source::Connection, Source::Proxy].into_iter().chain(profiles);
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .description(Some("Where one layer's evidence came from."))
                .enum_values(Some(all.map(|source| source.to_string())))
                .into()
        }
    }

    impl ToSchema for Source {
        fn name() -> Cow<'static, str> {
            "Source".into()
        }
    }
}

/// The source of every layer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Of the TCP layer.
    pub tcp: Source,
    /// Of the TLS layer.
    pub tls: Source,
    /// Of the HTTP/2 layer.
    pub http2: Source,
    /// Of the HTTP/3 layer.
    pub http3: Source,
    /// Of the HTTP layer.
    pub http: Source,
    /// Of the browser layer.
    pub browser: Source,
}

impl Sources {
    /// The source of one layer.
    #[must_use]
    pub const fn source(&self, layer: Layer) -> Source {
        match layer {
            Layer::Tcp => self.tcp,
            Layer::Tls => self.tls,
            Layer::Http2 => self.http2,
            Layer::Http3 => self.http3,
            Layer::Http => self.http,
            Layer::Browser => self.browser,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_written_with_its_profile() {
        assert_eq!(Source::Header(EdgeProfile::Nginx).to_string(), "header:nginx");
        assert_eq!(Sources::default().source(Layer::Tls).to_string(), "body");
    }
}
