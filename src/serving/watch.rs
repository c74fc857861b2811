//! Who else looks at an answer before it leaves: the memory for late truth, the drift of the
//! features, and the shadow models. None of them changes it, and none may keep it waiting.

use super::classifier::Judged;
use crate::feedback::{Recent, Said};
use crate::serving::drift::Drift;
use crate::serving::shadow::Shadow;
use fingerprint_classify::contract::answer::Answer;

/// The onlookers.
pub struct Watch {
    pub recent: Recent,
    pub drift: Drift,
    pub shadow: Option<Shadow>,
}

impl Watch {
    /// Shows them what was judged, and gives the answer back.
    pub(super) fn show(&self, judged: Judged) -> Answer {
        let Judged { answer, row, scores, .. } = judged;
        if let Some(id) = &answer.id {
            self.recent.keep(id, || Said::from(&answer));
        }
        self.drift.count(&row);
        if let Some(shadow) = &self.shadow {
            shadow.offer(row, &scores);
        }
        answer
    }
}
