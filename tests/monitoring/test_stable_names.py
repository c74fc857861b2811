"""Names, intervals and operations that users of the monitoring rely on do not go away."""

import unittest

import yaml

from . import promtool
from .tools import MONITORING, ROOT

ALERTS = [
    "AvailabilityBudgetBurnsFast",
    "AvailabilityBudgetBurnsFastest",
    "AvailabilityBudgetBurnsSlow",
    "AvailabilityBudgetBurnsSlowest",
    "CertificateExpiresSoon",
    "ContainerMemoryUsage",
    "FingerPrintAPIAbsent",
    "FingerPrintAPIDown",
    "HighCPUUsage",
    "HighErrorRate",
    "HighLatency",
    "HighMemoryUsage",
    "HighQueueLatency",
    "HighRateLimitViolations",
    "LatencyBudgetBurnsFast",
    "LatencyBudgetBurnsFastest",
    "LatencyBudgetBurnsSlow",
    "LatencyBudgetBurnsSlowest",
    "ModelAccuracyLow",
    "ModelDrift",
    "ModelLoadingFailure",
    "ModelTooOld",
    "PersistentVolumeUsage",
    "PodCrashLooping",
    "PushRejected",
    "PushedMetricsStale",
    "PushgatewayDown",
    "PushgatewaySeriesGrowth",
    "RateLimiterDown",
    "RateLimiterHighCPU",
    "RateLimiterHighErrorRate",
    "RateLimiterHighLatency",
    "RateLimiterHighMemory",
    "RedisConnectionPoolExhausted",
    "RedisDown",
    "RedisHighMemory",
    "SuspiciousActivity",
    "UnknownShareHigh",
    "Watchdog",
]
SERIES = [
    "fingerprint:cache_hit_rate:5m",
    "fingerprint:feature_extraction_latency:p95",
    "fingerprint:http_errors:rate5m",
    "fingerprint:http_request_latency:p50",
    "fingerprint:http_request_latency:p95",
    "fingerprint:http_request_latency:p99",
    "fingerprint:http_requests:rate5m",
    "fingerprint:http_success_rate:5m",
    "fingerprint:inference_latency:p50",
    "fingerprint:inference_latency:p95",
    "fingerprint:inference_latency:p99",
    "fingerprint:model_accuracy:family",
    "fingerprint:model_accuracy:version",
    "fingerprint:pod_cpu_utilization:avg",
    "fingerprint:pod_memory_utilization:avg",
    "fingerprint:request_size:avg",
    "fingerprint:throughput:rps",
    "fingerprint:uptime:minutes",
]
METRICS = [
    "build_info",
    "fingerprint_api_batch_size",
    "fingerprint_api_cache_hits_total",
    "fingerprint_api_cache_misses_total",
    "fingerprint_api_drift_psi",
    "fingerprint_api_feature_extraction_duration_seconds",
    "fingerprint_api_inference_duration_seconds",
    "fingerprint_api_insufficient_data_total",
    "fingerprint_api_layer_present_total",
    "fingerprint_api_model_accuracy",
    "fingerprint_api_model_age_seconds",
    "fingerprint_api_model_ece",
    "fingerprint_api_model_info",
    "fingerprint_api_model_reloads_total",
    "fingerprint_api_models_loaded",
    "fingerprint_api_novel_total",
    "fingerprint_api_predictions_total",
    "fingerprint_api_queue_depth",
    "fingerprint_api_queue_latency_seconds",
    "fingerprint_api_rate_limit_backend_up",
    "fingerprint_api_rate_limited_total",
    "fingerprint_api_sensor_layer_total",
    "fingerprint_api_shed_total",
    "http_request_duration_seconds",
    "http_request_size_bytes",
    "http_requests_in_flight",
    "http_requests_total",
    "http_response_size_bytes",
]
JOBS = [
    "prometheus",
    "kubernetes-apiservers",
    "kubernetes-nodes",
    "kubernetes-pods",
    "fingerprint-api",
    "kube-state-metrics",
    "node-exporter",
    "pushgateway",
    "redis",
]


def prometheus():
    return yaml.safe_load((MONITORING / "prometheus" / "prometheus.yml").read_text())


def jobs():
    return {job["job_name"]: job for job in prometheus()["scrape_configs"]}


def named(kind):
    return {rule[kind] for _, rule in promtool.each_rule(promtool.load_rules(), kind)}


class StableNames(unittest.TestCase):
    def test_every_alert_is_there(self):
        self.assertEqual(set(ALERTS) - named("alert"), set())

    def test_every_recorded_series_is_there(self):
        self.assertEqual(set(SERIES) - named("record"), set())

    def test_every_metric_is_the_service_s(self):
        folder = ROOT / "src/telemetry"
        source = "".join(path.read_text() for path in folder.rglob("*.rs"))
        for name in METRICS:
            self.assertIn(f'"{name}"', source)

    def test_the_scrape_jobs_are_there(self):
        self.assertEqual(set(JOBS) - set(jobs()), set())
        self.assertTrue(jobs()["pushgateway"]["honor_labels"])

    def test_prometheus_scrapes_and_evaluates_every_fifteen_seconds(self):
        settings = prometheus()["global"]
        self.assertEqual(
            (settings["scrape_interval"], settings["evaluation_interval"]), ("15s", "15s")
        )
        self.assertEqual(
            set(settings["external_labels"]), {"cluster", "region", "prometheus_replica"}
        )
        self.assertTrue(prometheus()["alerting"]["alertmanagers"])

    def test_guessing_the_pushgateway_s_password_is_slowed_down(self):
        ingress = yaml.safe_load((ROOT / "k8s/components/pushgateway/ingress.yaml").read_text())
        self.assertIn("nginx.ingress.kubernetes.io/limit-rpm", ingress["metadata"]["annotations"])

    def test_the_pushgateway_s_page_has_its_sections(self):
        text = (ROOT / "docs/operate/pushgateway.md").read_text()
        for heading in (
            "Who may do what",
            "Rotation",
            "Threats",
            "Checklist",
            "Trouble",
            "Rolling back",
        ):
            self.assertRegex(text, rf"(?m)^## {heading}")

    def test_the_pushgateway_s_operations_are_there(self):
        text = (ROOT / "make/ops/pushgateway.mk").read_text()
        for target in (
            "port-forward",
            "metrics",
            "delete-group",
            "health",
            "logs",
            "shell",
            "restart",
        ):
            self.assertRegex(text, rf"(?m)^{target}:")
