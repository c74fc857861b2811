//! `Notification.permission` and `navigator.permissions` speak of the same thing and agree, but in
//! a headless Chromium and under stealth plug-ins that patch one of the two (seen: default and
//! denied, denied and prompt). Web views and private windows of some browsers refuse notifications
//! in their own way, so it does not decide alone.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "permissions_disagree",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::StealthFramework)),
    weight: Stated::always(3.5),
    doc: "`Notification.permission` and `navigator.permissions` differ.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let notification = browser.automation.notification_permission.text()?;
    let permission = browser.automation.permission_state.text()?;
    // On http everything is denied, whatever the query says.
    let differs = matches!(
        (notification, permission),
        ("default", "denied" | "granted") | ("granted", "denied" | "prompt")
    ) || (notification, permission) == ("denied", "prompt");
    if !differs {
        return None;
    }
    let (notification, permission) = (short(notification), short(permission));
    Some(Found::new(
        format!(
            "Notification.permission is {notification}, navigator.permissions says {permission}; \
             in an unmodified browser they agree."
        ),
        vec![
            ("browser.automation.notification_permission", notification),
            ("browser.automation.permission_state", permission),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn two_answers_to_one_question_are_found() {
        for (one, other) in [("denied", "prompt"), ("default", "denied")] {
            let fields = [
                ("automation.notification_permission", json!(one)),
                ("automation.permission_state", json!(other)),
            ];
            let finding = CHECK.finding(&chrome(&fields)).unwrap();
            assert!(decides(finding.weight).is_none());
        }
    }

    #[test]
    fn a_browser_that_was_not_asked_yet_is_honest() {
        // A visitor who was asked nothing: "default" is what the other interface calls "prompt".
        assert!(CHECK.finding(&chrome(&[])).is_none());
        let denied = [
            ("automation.notification_permission", json!("denied")),
            ("automation.permission_state", json!("denied")),
        ];
        assert!(CHECK.finding(&chrome(&denied)).is_none());
    }
}
