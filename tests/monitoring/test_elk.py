"""Facts of the log pipeline. Elasticsearch, Logstash and Kibana cannot be had where the tests run:
what is held here is that every field of every line that the real service writes has a place, and
that no setting is invented."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import unittest

import yaml

from . import dashboards, load
from .promtool import CASES
from .receivers import free_port
from .stack import BINARY, MODELS, until
from .tools import MONITORING, ROOT, WORK

ELK = MONITORING / "elk"
TEMPLATE = json.loads((ELK / "elasticsearch" / "index-template.json").read_text())
ALLOWED = yaml.safe_load((CASES.parent / "elk_settings.yaml").read_text())


def mapped(properties, prefix=""):
    """{field: type} of the template."""
    found = {}
    for name, field in properties.items():
        if "properties" in field:
            found.update(mapped(field["properties"], f"{prefix}{name}."))
        else:
            found[prefix + name] = field["type"]
    return found


FIELDS = mapped(TEMPLATE["template"]["mappings"]["properties"])


def logged():
    """Every field that the source can log."""
    found = set()
    for path in (ROOT / "src").rglob("*.rs"):
        text = path.read_text()
        # Fields stand before the message, which ends the call.
        for call in re.findall(
            r"tracing::(?:\$level|error|warn|info|debug|trace)!\((.*?)\"\s*\)", text, re.DOTALL
        ):
            found |= set(re.findall(r"([a-z_]+(?:\.(?:r#)?[a-z_]+)+)\s*=", call))
        # What the writer of the lines itself adds.
        if path.parent.name == "logs":
            found |= set(re.findall(r'\\"([a-z_.@]+)\\":', text))
            found |= set(re.findall(r'fields\.entry\("([a-z_.]+)"', text))
    return {field.replace("r#", "") for field in found}


LOGGED = logged()


# What a service says of itself while it lives, and of whom it misses.
ALIVE = {
    "listening",
    "models loaded",
    "models not loaded",
    "keys read",
    "policy not read; the old one stays",
    "answered",
    "Redis does not answer",
    "the traces' collector takes no spans",
}


def told(lines):
    return {json.loads(line)["message"] for line in lines if line.endswith("}")}


def fits(kind, value):
    if kind == "long":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


class Lines(unittest.TestCase):
    """Lines of the real service, through a whole life and two that fail."""

    @classmethod
    def setUpClass(cls):
        folder = WORK / "lines"
        folder.mkdir(parents=True, exist_ok=True)
        cls.lines = cls.life(folder) + cls.refused(folder)

    @classmethod
    def life(cls, folder):
        port = free_port()
        models = folder / "models"
        shutil.rmtree(models, ignore_errors=True)
        shutil.copytree(MODELS, models, ignore=shutil.ignore_patterns("training"))
        made = subprocess.run(
            [BINARY, "keys", "new", "--id", "reader"], capture_output=True, text=True, check=True
        )
        keys = folder / "keys.toml"
        keys.write_text(made.stdout)
        policy = folder / "policy.toml"
        policy.write_text("")
        log = folder / "life.log"
        sensor = free_port()
        env = {**os.environ, "FPA_HTTP__LISTEN": f"127.0.0.1:{port}", "FPA_LOG__LEVEL": "debug"}
        env.update(
            FPA_MODELS__DIR=str(models),
            FPA_MODELS__SHADOW=str(models),
            FPA_HTTP__SHUTDOWN_LEAD_MS="0",
        )
        env.update(
            FPA_SENSOR__LISTEN=f"127.0.0.1:{sensor}", FPA_METRICS__LISTEN=f"127.0.0.1:{free_port()}"
        )
        env.update(
            FPA_AUTH__ENABLED="true",
            FPA_AUTH__KEYS_FILE=str(keys),
            FPA_AUTHORIZE__POLICY_FILE=str(policy),
        )
        # Nobody is there: both are missed, and said.
        env.update(
            FPA_LIMIT__ENABLED="true", FPA_LIMIT__REDIS_URL=f"redis://127.0.0.1:{free_port()}/0"
        )
        env.update(FPA_TRACE__OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}")
        bearer = {"authorization": "Bearer " + re.search(r"fpa_\S+|\S{40,}", made.stderr)[0]}
        with open(log, "wb") as out:  # noqa: PTH123
            process = subprocess.Popen(
                [BINARY, "serve"], stdout=out, stderr=subprocess.STDOUT, env=env
            )
        try:
            assert until(
                lambda: load.post(port, "/api/v1/classify", load.CLIENTS[0], **bearer)[0] == 200, 60
            )
            over_tls = load.through_sensor(sensor)
            load.post(port, "/api/v1/classify", "{", **{"x-request-id": "of-the-caller"})
            load.post(port, "/health", "")
            load.post(port, "/nowhere", "")
            (models / "active.toml").write_text("browser = 'none'\n")
            policy.write_text("no policy")
            process.send_signal(signal.SIGHUP)
            assert until(lambda: told(log.read_text().splitlines()) >= ALIVE, 60), log.read_text()
            over_tls.stop()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        return log.read_text().splitlines()

    @classmethod
    def refused(cls, folder):
        """A port that is taken: the service says so and ends."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            env = {**os.environ, "FPA_HTTP__LISTEN": f"127.0.0.1:{taken.getsockname()[1]}"}
            ended = subprocess.run(
                [BINARY, "serve"], env=env, capture_output=True, text=True, check=False
            )
        return ended.stdout.splitlines()

    def test_every_line_is_one_json_object(self):
        for line in self.lines:
            self.assertIsInstance(json.loads(line), dict, line)

    def test_the_whole_life_is_told(self):
        self.assertEqual((ALIVE | {"draining", "stopped", "not started"}) - told(self.lines), set())

    def test_ports_and_traces_are_told(self):
        events = list(map(json.loads, self.lines))
        listening = next(event for event in events if event["message"] == "listening")
        for name in ("server.port", "sensor.port", "metrics.port"):
            self.assertGreater(listening[name], 0)
        of_requests = {"answered", "Redis does not answer"}
        of_nobody = {
            "listening",
            "models loaded",
            "keys read",
            "draining",
            "stopped",
            "not started",
        }
        for event in events:
            if event["message"] in of_requests:
                self.assertRegex(event["trace.id"], "^[0-9a-f]{32}$")
                self.assertTrue(event["http.request.id"])
            elif event["message"] in of_nobody:
                self.assertNotIn("trace.id", event)

    def test_every_field_has_a_place_of_its_kind(self):
        for line in self.lines:
            for field, value in json.loads(line).items():
                self.assertIn(field, FIELDS, line)
                self.assertTrue(
                    fits(FIELDS[field], value), f"{field} = {value!r} is no {FIELDS[field]}"
                )

    def test_every_field_that_the_source_can_log_has_a_place(self):
        # Events that cannot be brought about here: panics, failing models, lost lines.
        self.assertGreater(len(LOGGED), 10)
        self.assertEqual(LOGGED - set(FIELDS), set())


class Settings(unittest.TestCase):
    def keys(self, path):
        return set(yaml.safe_load((ELK / path).read_text()))

    def test_no_setting_is_invented(self):
        for name, path in {
            "elasticsearch": "elasticsearch/elasticsearch.yml",
            "kibana": "kibana/kibana.yml",
            "logstash": "logstash/logstash.yml",
            "filebeat": "filebeat/filebeat.yml",
        }.items():
            self.assertEqual(self.keys(path) - set(ALLOWED[name]), set(), path)
        for each in yaml.safe_load((ELK / "filebeat/filebeat.yml").read_text())["filebeat.inputs"]:
            self.assertEqual(set(each) - set(ALLOWED["filestream"]), set())

    def test_the_pipeline_uses_known_plugins_and_options(self):
        text = re.sub(r"#.*", "", (ELK / "logstash/pipeline/fingerprint-api.conf").read_text())
        self.assertEqual(text.count("{"), text.count("}") + text.count("/^\\{/"))
        inner = re.findall(r"^\s+(\w+) \{\s*\n((?:\s+\w+ => .*\n)+)\s+\}", text, re.MULTILINE)
        for plugin, body in inner:
            options = set(re.findall(r"^\s+(\w+) =>", body, re.MULTILINE))
            self.assertIn(plugin, ALLOWED["plugins"])
            self.assertEqual(options - set(ALLOWED["plugins"][plugin]), set(), plugin)
        self.assertEqual(
            {plugin for plugin, _ in inner},
            {"beats", "file", "json", "de_dot", "throttle", "elasticsearch", "email"},
        )
        self.assertNotIn("grok", text)

    def test_every_field_of_a_line_that_comes_by_file_is_nested(self):
        # Filebeat does it by expand_keys. What is not told here by name would stay one flat field.
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        named = re.findall(
            r'"([^"]+)"', re.search(r"de_dot \{.*?fields => \[(.*?)\]", text, re.DOTALL)[1]
        )
        self.assertEqual(set(named), {field for field in LOGGED if "." in field})

    def test_a_day_is_an_index_that_the_template_takes(self):
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        self.assertIn('index => "fingerprint-api-%{[@metadata][day]}"', text)
        self.assertIn('strftime("%Y.%m.%d")', text)
        self.assertEqual(TEMPLATE["index_patterns"], ["fingerprint-api-*"])
        setup = (ELK / "setup.sh").read_text()
        name = TEMPLATE["template"]["settings"]["index.lifecycle.name"]
        self.assertIn(f"_ilm/policy/{name} ", setup)
        policy = json.loads((ELK / "elasticsearch/ilm-policy.json").read_text())["policy"]
        snapshot = policy["phases"]["delete"]["actions"]["wait_for_snapshot"]["policy"]
        self.assertIn(f"_slm/policy/{snapshot} ", setup)

    def test_a_late_line_never_meets_a_read_only_index(self):
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        late = int(re.search(r"Time\.now - time > (\d+) \* 86400", text)[1])
        warm = json.loads((ELK / "elasticsearch/ilm-policy.json").read_text())["policy"]["phases"][
            "warm"
        ]
        self.assertIn("readonly", warm["actions"])
        # An index begins when its day does; the last line of that day is `late` days old a day
        # later.
        self.assertGreater(int(warm["min_age"].removesuffix("d")), late + 1)
        self.assertTrue(
            yaml.safe_load((ELK / "logstash/logstash.yml").read_text())["dead_letter_queue.enable"]
        )

    def test_who_writes_may_only_add(self):
        role = json.loads((ELK / "elasticsearch/roles/fingerprint-logstash.json").read_text())
        granted = {
            privilege for index in role["indices"] for privilege in index["privileges"]
        } | set(role["cluster"])
        self.assertEqual(
            granted & {"all", "write", "delete", "delete_index", "manage", "read"}, set()
        )
        for path in (ELK / "elasticsearch/roles").glob("*.json"):
            names = {
                name for index in json.loads(path.read_text())["indices"] for name in index["names"]
            }
            self.assertEqual(names, set(TEMPLATE["index_patterns"]))
            self.assertIn(
                f"put _security/role/{path.stem} roles/{path.name}", (ELK / "setup.sh").read_text()
            )

    def test_every_certificate_that_is_mounted_is_made(self):
        made = list(yaml.safe_load_all((ELK / "certificates/certificates.yaml").read_text()))
        secrets = {each["spec"]["secretName"] for each in made if each["kind"] == "Certificate"}
        daemon = (ELK / "filebeat/daemonset.yaml").read_text()
        mounted = set(re.findall(r"secretName: (\S+)", daemon))
        self.assertEqual(mounted - secrets, set())
        self.assertLessEqual({"logstash-tls", "elasticsearch-tls", "kibana-tls"}, secrets)
        names = {name for each in made for name in each["spec"].get("dnsNames", [])}
        for path in (
            "filebeat/filebeat.yml",
            "logstash/pipeline/fingerprint-api.conf",
            "kibana/kibana.yml",
        ):
            for host in re.findall(r"[a-z-]+\.logging\.svc", (ELK / path).read_text()):
                self.assertIn(host, names, path)

    def test_a_session_ends_after_an_hour(self):
        self.assertEqual(
            yaml.safe_load((ELK / "kibana/kibana.yml").read_text())[
                "xpack.security.session.idleTimeout"
            ],
            "1h",
        )

    def test_every_environment_is_told_as_prometheus_tells_it(self):
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        told = re.findall(r'"\[service\]\[environment\]" => "(\w+)"', text)
        prometheus = (MONITORING / "prometheus/prometheus.yml").read_text()
        endings = re.search(r"regex: \.\+-\(([\w|]+)\)", prometheus)[1].split("|")
        self.assertEqual(told, [*endings, "production"])

    def test_an_error_of_production_is_mailed_and_a_thousand_are_not(self):
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        condition = re.search(r"if (.*) \{\n    email", text)[1]
        for part in (
            '[log][level] == "error"',
            '[service][environment] == "production"',
            '"throttled" not in [tags]',
        ):
            self.assertIn(part, condition)
        self.assertIn("throttle {", text)

    def test_what_logstash_adds_has_a_place(self):
        text = (ELK / "logstash/pipeline/fingerprint-api.conf").read_text()
        added = {
            ".".join(re.findall(r"\[(\w+)\]", field))
            for field in re.findall(r'"((?:\[\w+\])+)" =>', text)
        }
        self.assertEqual(added - set(FIELDS), set())

    def test_dashboards_ask_for_fields_that_there_are(self):
        asked = set()
        for panel in dashboards.panels(dashboards.load()["logs"]):
            for target in panel["targets"]:
                asked |= set(re.findall(r"([a-z_.]+):", target["query"]))
                asked |= {bucket["field"] for bucket in target["bucketAggs"]}
                asked |= {metric["field"] for metric in target["metrics"] if "field" in metric}
        objects = [
            json.loads(line)
            for line in (ELK / "kibana/saved-objects.ndjson").read_text().splitlines()
        ]
        for each in objects:
            asked |= set(each["attributes"].get("columns", []))
            for aggregation in json.loads(each["attributes"].get("visState", "{}")).get("aggs", []):
                if "field" in aggregation["params"]:
                    asked.add(aggregation["params"]["field"])
        self.assertEqual(asked - set(FIELDS), set())

    def test_saved_objects_refer_to_each_other(self):
        objects = [
            json.loads(line)
            for line in (ELK / "kibana/saved-objects.ndjson").read_text().splitlines()
        ]
        known = {(each["type"], each["id"]) for each in objects}
        self.assertEqual(
            {each["type"] for each in objects},
            {"index-pattern", "search", "visualization", "dashboard"},
        )
        for each in objects:
            for reference in each["references"]:
                self.assertIn((reference["type"], reference["id"]), known)
