//! The command line and what it says of wrong settings.

use fingerprint_test_support::process::run;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_wrong_setting_stops_the_start_and_names_its_key() {
    let wrong = [
        ("FPA_HTTP__WORKERS", "many", "http.workers"),
        ("FPA_HTTP__LISTEN", "nowhere", "http.listen"),
        ("FPA_HTTP__SPEED", "9", "http.speed"),
        ("FPA_LIMIT__ON_BACKEND_FAILURE", "pray", "limit.on_backend_failure"),
        ("FPA_SENSOR__LISTEN", "8443", "sensor.listen"),
        ("FPA_SENSOR__KEY", "tls.key", "sensor.key"),
        ("FPA_METRICS__LISTEN", "9090", "metrics.listen"),
        ("FPA_EDGE__TRUSTED_CIDRS", "10.0.0.0/8,10.0.0.0/33", "edge.trusted_cidrs"),
        ("FPA_EDGE__PROFILE", "nginx", "edge.profile"),
    ];
    for (name, value, key) in wrong {
        for arguments in [&["serve"][..], &["config", "check"]] {
            let output = run(arguments, &[(name, value)]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            let said = text(&output.stderr);
            assert!(said.contains(&format!("`{key}`")) && said.contains(name), "{said}");
        }
    }
}

#[test]
fn a_port_in_use_names_its_setting() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["serve"], &[("FPA_HTTP__LISTEN", &address)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("`http.listen`"), "{}", text(&output.stderr));
}

#[test]
fn the_effective_settings_are_printed() {
    let output = run(&["config", "check"], &[("FPA_HTTP__MAX_IN_FLIGHT", "77")]);
    assert_eq!(output.status.code(), Some(0));
    let settings: toml::Table = text(&output.stdout).parse().unwrap();
    assert_eq!(settings["http"]["max_in_flight"].as_integer(), Some(77));
}

#[test]
fn the_reference_is_the_committed_page() {
    let output = run(&["config", "reference"], &[]);
    assert_eq!(text(&output.stdout), include_str!("../../docs/operate/configuration.md"));
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let output = run(&["--help"], &[]);
    let help = text(&output.stdout);
    for word in ["Examples:", "Exit codes:", "classify", "features", "schema", "models", "config"] {
        assert!(help.contains(word), "{word} in {help}");
    }
    assert_eq!(run(&["dance"], &[]).status.code(), Some(2));
}

#[test]
fn a_file_is_classified_in_order_and_bad_lines_are_counted() {
    let file = std::env::temp_dir().join(format!("fpa-classify-{}.jsonl", std::process::id()));
    let line = |id: usize| format!("{}\n", crate::client::fingerprint(&id.to_string()));
    let lines: String = (0..500).map(line).collect();
    std::fs::write(&file, format!("{lines}{{\"id\":\"500\"}}\n")).unwrap();
    let output = run(&["classify", file.to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("1 inputs could not be classified"));
    let answers = text(&output.stdout);
    assert_eq!(answers.lines().count(), 501);
    for (number, line) in answers.lines().enumerate() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["id"], number.to_string());
    }
    assert_eq!(run(&["classify", "/nowhere/at/all"], &[]).status.code(), Some(1));
}
