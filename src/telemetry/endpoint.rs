//! The closed set of endpoints as metrics and logs name them: route patterns, never a client's
//! path. The router is built from the same patterns.

macro_rules! endpoints {
    ($($(#[$doc:meta])* $variant:ident = $pattern:literal,)+) => {
        /// A route, or none of ours.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Endpoint { $($(#[$doc])* $variant,)+ }

        impl Endpoint {
            pub const ALL: &'static [Endpoint] = &[$(Endpoint::$variant,)+];

            /// The route's pattern, which is also the label's value.
            pub const fn pattern(self) -> &'static str {
                match self { $(Endpoint::$variant => $pattern,)+ }
            }

            /// The endpoint of a request's path.
            pub fn of(path: &str) -> Self {
                match path {
                    $($pattern => Endpoint::$variant,)+
                    _ if path.starts_with("/docs/") => Endpoint::Docs,
                    _ => Endpoint::Unmatched,
                }
            }
        }
    };
}

endpoints! {
    Index = "/",
    Classify = "/api/v1/classify",
    ClassifyBatch = "/api/v1/classify/batch",
    Inspect = "/api/v1/inspect",
    ModelsStatus = "/api/v1/models/status",
    Openapi = "/api/v1/openapi.json",
    Docs = "/docs",
    Health = "/health",
    Metrics = "/metrics",
    /// Any path that is no route.
    Unmatched = "unmatched",
}

impl Endpoint {
    /// Position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether machines ask it all the time: never refused, and logged at debug only.
    pub const fn is_probe(self) -> bool {
        matches!(self, Self::Health | Self::ModelsStatus | Self::Metrics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_no_route_never_becomes_a_label() {
        assert_eq!(Endpoint::of("/api/v1/classify"), Endpoint::Classify);
        assert_eq!(Endpoint::of("/docs/swagger-ui.css"), Endpoint::Docs);
        assert_eq!(Endpoint::of("/api/v1/classify/<script>"), Endpoint::Unmatched);
        assert_eq!(Endpoint::of("unmatched"), Endpoint::Unmatched);
    }

    #[test]
    fn every_pattern_leads_back_to_its_endpoint() {
        for (index, endpoint) in Endpoint::ALL.iter().enumerate() {
            assert_eq!(endpoint.index(), index);
            assert_eq!(Endpoint::of(endpoint.pattern()), *endpoint);
        }
    }
}
