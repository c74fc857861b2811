//! Where another realm of the same browser answers differently, and how much each answer weighs.
//! Not a check itself: the frame and the worker are compared in the same way.

use super::{Browser, Context, short};

/// What was asked, the page's answer, the other's, and the weight.
pub(super) type Difference = (&'static str, String, String, f32);

/// The weightiest answer that differs; questions that either side did not answer are passed over.
pub(super) fn differing(browser: &Browser, inner: &Context) -> Option<Difference> {
    let page = &browser.navigator;
    let texts = [
        ("user_agent", page.user_agent.text(), inner.user_agent.text(), 5.5),
        ("platform", page.platform.text(), inner.platform.text(), 5.5),
        (
            "webgl_renderer",
            browser.webgl.value().and_then(|webgl| webgl.renderer.text()),
            inner.webgl_renderer.text(),
            3.5,
        ),
        (
            "language",
            page.languages.texts().next(),
            inner.languages.texts().next().or(inner.language.text()),
            3.0,
        ),
        ("timezone", browser.timezone.name.text(), inner.timezone.text(), 3.0),
    ];
    let differing_text = texts.into_iter().find_map(|(what, page, inner, weight)| {
        let (page, inner) = (page?, inner?);
        (page != inner).then(|| (what, short(page), short(inner), weight))
    });
    differing_text.or_else(|| {
        let numbers = [
            (
                "hardware_concurrency",
                page.hardware_concurrency.value().map(|n| f64::from(*n)),
                inner.hardware_concurrency.value().map(|n| f64::from(*n)),
            ),
            (
                "device_memory",
                page.device_memory.value().copied(),
                inner.device_memory.value().copied(),
            ),
        ];
        numbers.into_iter().find_map(|(what, page, inner)| {
            let (page, inner) = (page?, inner?);
            (page != inner).then(|| (what, page.to_string(), inner.to_string(), 3.5))
        })
    })
}
