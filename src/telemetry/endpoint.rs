//! Endpoints as metrics and logs name them: by their declared pattern, never by a client's path.
//! Which endpoints there are is declared with their handlers (`http::endpoint`); this is the
//! closed list of names made from those declarations.

/// What every path that no endpoint declares is counted under.
const UNMATCHED: &str = "unmatched";

/// The name of one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointLabel {
    index: usize,
    pattern: &'static str,
    is_probe: bool,
}

impl EndpointLabel {
    /// Of a request that no endpoint took.
    pub const UNMATCHED: Self = Self { index: 0, pattern: UNMATCHED, is_probe: false };

    /// Position in [`EndpointLabels`].
    pub const fn index(self) -> usize {
        self.index
    }

    /// The label's value.
    pub const fn pattern(self) -> &'static str {
        self.pattern
    }

    /// Whether machines ask it all the time: logged at debug only, and not traced.
    pub const fn is_probe(self) -> bool {
        self.is_probe
    }
}

/// Every name that a request can be counted under.
#[derive(Debug, Clone)]
pub struct EndpointLabels(Vec<EndpointLabel>);

impl EndpointLabels {
    /// From pairs of a pattern and whether it is a probe; a pattern may come more than once.
    pub fn new(endpoints: impl IntoIterator<Item = (&'static str, bool)>) -> Self {
        let mut labels = vec![EndpointLabel::UNMATCHED];
        for (pattern, is_probe) in endpoints {
            if labels.iter().all(|known| known.pattern != pattern) {
                labels.push(EndpointLabel { index: labels.len(), pattern, is_probe });
            }
        }
        Self(labels)
    }

    /// The label of a declared pattern.
    pub fn find(&self, pattern: &str) -> EndpointLabel {
        let found = self.iter().find(|label| label.pattern == pattern);
        found.unwrap_or(EndpointLabel::UNMATCHED)
    }

    pub fn iter(&self) -> impl Iterator<Item = EndpointLabel> {
        self.0.iter().copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Never: [`EndpointLabel::UNMATCHED`] is always there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Default for EndpointLabels {
    /// Of a process that serves nothing.
    fn default() -> Self {
        Self::new([])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_leads_back_to_its_label_and_any_other_to_unmatched() {
        let labels = EndpointLabels::new([("/a", false), ("/health", true), ("/a", false)]);
        assert_eq!(labels.len(), 3);
        for (index, label) in labels.iter().enumerate() {
            assert_eq!((label.index(), labels.find(label.pattern())), (index, label));
        }
        assert!(labels.find("/health").is_probe() && !labels.find("/a").is_probe());
        assert_eq!(labels.find("/a/<script>"), EndpointLabel::UNMATCHED);
    }
}
