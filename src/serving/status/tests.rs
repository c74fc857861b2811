//! The status stays within its bound, whatever a set and its errors are.

use super::*;

fn model(name: &str, labels: usize, error: Option<&str>) -> ModelStatus {
    ModelStatus {
        name: name.to_owned(),
        version: "2030.12.31".to_owned(),
        state: ModelState::Failed,
        sha256: "a".repeat(64),
        schema: "0123456789ab".to_owned(),
        labels: (0..labels).map(|index| format!("label_{index}")).collect(),
        trained_on: Some(TrainedOn {
            rows: Some(u64::MAX),
            groups: Some(u64::MAX),
            trained_at: Some(u64::MAX),
        }),
        metrics: Some(HeldOut { n: Some(u64::MAX), accuracy: Some(0.9876), ece: Some(0.0123) }),
        loaded_at: Some(u64::MAX),
        error: error.map(str::to_owned),
        inferences_total: 0,
    }
}

fn body(models: &[ModelStatus], error: Option<&str>) -> String {
    let rendered = RenderedStatus::new(models, "0123456789ab", error);
    let now =
        Now { readiness: Readiness::Draining, inferences_total: u64::MAX, uptime_seconds: 1e9 };
    rendered.body(&now, Some((Readiness::Failed, &rendered)))
}

#[test]
fn a_long_error_of_every_model_and_many_labels_stay_within_the_bound() {
    let long = "a \"quoted\" \\ path\n\u{1}".repeat(1000);
    let names = ["browser", "client", "device", "os", "spoofing"];
    for (labels, error) in [(5, Some(long.as_str())), (1000, Some("short")), (1000, None)] {
        let models = names.map(|name| model(name, labels, error));
        let text = body(&models, error);
        assert!(text.len() <= MAX_STATUS_BYTES, "{} bytes", text.len());
        let status: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(status["models"][4]["inferences_total"], u64::MAX);
        assert_eq!(status["models"][4]["error"].is_null(), error.is_none());
        assert_eq!(status["shadow"]["models"][0]["name"], "browser");
    }
}

#[test]
fn labels_are_shown_where_they_fit() {
    let status: serde_json::Value =
        serde_json::from_str(&body(&[model("browser", 25, None)], None)).unwrap();
    assert_eq!(status["models"][0]["labels"].as_array().unwrap().len(), 25);
}

#[test]
fn the_body_is_what_the_types_say() {
    let models = vec![model("browser", 2, None)];
    let whole = ModelsStatus {
        status: Readiness::Draining,
        models: vec![ModelStatus { inferences_total: u64::MAX, ..models[0].clone() }],
        schema: "0123456789ab".to_owned(),
        error: Some("x".to_owned()),
        shadow: Some(ShadowStatus {
            status: Readiness::Failed,
            models: vec![ShadowModel { name: "browser".into(), version: "2030.12.31".into() }],
            error: Some("x".to_owned()),
        }),
        uptime_seconds: 1e9,
    };
    let written: serde_json::Value = serde_json::from_str(&body(&models, Some("x"))).unwrap();
    assert_eq!(written, serde_json::to_value(&whole).unwrap());
}
