"""Facts of pushing, against the real Pushgateway with a password."""

import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import unittest
import urllib.request

import yaml

from . import load
from .receivers import free_port
from .stack import until
from .tools import MONITORING, ROOT, WORK, run, tool

FOLDER = MONITORING / "pushgateway"
USER, PASSWORD = "ci", 'quote" and \\ backslash'


class Pushgateway(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = WORK / "pushgateway"
        folder.mkdir(parents=True, exist_ok=True)
        passed, line = run("htpasswd", "-nbB", "-C", "4", USER, PASSWORD)
        assert passed, line
        (folder / "state").unlink(missing_ok=True)
        web = folder / "web.yml"
        web.write_text(yaml.safe_dump({"basic_auth_users": {USER: line.strip().split(":", 1)[1]}}))
        port = free_port()
        cls.url = f"http://127.0.0.1:{port}"
        cls.process = subprocess.Popen(
            [
                tool("prometheus-pushgateway"),
                f"--web.listen-address=127.0.0.1:{port}",
                f"--web.config.file={web}",
                f"--persistence.file={folder / 'state'}",
            ],
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls.stop)
        assert until(lambda: cls.groups() is not None, 60, 0.1)

    @classmethod
    def stop(cls):
        cls.process.kill()
        cls.process.wait()

    @classmethod
    def groups(cls):
        request = urllib.request.Request(
            cls.url + "/api/v1/metrics", headers=load.basic(USER, PASSWORD)
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return [group["labels"] for group in json.load(answer)["data"]]

    def metrics(self):
        request = urllib.request.Request(self.url + "/metrics", headers=load.basic(USER, PASSWORD))
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.read().decode()

    def push(self, *arguments, metrics="# TYPE probe gauge\nprobe 3\n", **environment):
        defaults = {
            "PUSHGATEWAY_URL": self.url,
            "PUSHGATEWAY_USERNAME": USER,
            "PUSHGATEWAY_PASSWORD": PASSWORD,
        }
        return subprocess.run(
            [FOLDER / "push.sh", *arguments],
            input=metrics,
            env={
                **os.environ,
                **defaults,
                "PUSHGATEWAY_RETRIES": "2",
                "PUSHGATEWAY_TIMEOUT": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def test_what_was_not_pushed_is_in_the_run_s_summary(self):
        folder = WORK / "summaries"
        folder.mkdir(parents=True, exist_ok=True)
        for name, more in {
            "nowhere": {"PUSHGATEWAY_URL": ""},
            "refused": {"PUSHGATEWAY_PASSWORD": "guessed"},
            "away": {"PUSHGATEWAY_URL": f"http://127.0.0.1:{free_port()}"},
        }.items():
            summary = folder / name
            summary.unlink(missing_ok=True)
            ended = self.push("ci", "workflow=main", GITHUB_STEP_SUMMARY=str(summary), **more)
            self.assertEqual(ended.returncode, 0, name)
            self.assertIn("probe 3", summary.read_text(), name)
            self.assertNotIn("guessed", summary.read_text())
        pushed = folder / "pushed"
        pushed.unlink(missing_ok=True)
        self.push("ci", "workflow=main", GITHUB_STEP_SUMMARY=str(pushed))
        self.assertFalse(pushed.exists())

    def test_a_push_makes_its_group(self):
        ended = self.push("ci", "workflow=main", "branch=feature/a b")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        self.assertIn({"job": "ci", "workflow": "main", "branch": "feature/a b"}, self.groups())

    def test_a_refused_push_does_not_fail_the_job(self):
        ended = self.push("refused", PUSHGATEWAY_PASSWORD="guessed")
        self.assertEqual(ended.returncode, 0)
        self.assertIn("401", ended.stderr)
        self.assertNotIn("guessed", ended.stderr)
        self.assertNotIn("refused", [group["job"] for group in self.groups()])

    def test_nobody_there_is_tried_again_and_does_not_fail_the_job(self):
        ended = self.push("gone", PUSHGATEWAY_URL=f"http://127.0.0.1:{free_port()}")
        self.assertEqual(ended.returncode, 0)
        self.assertIn("attempt 2 of 2", ended.stderr)
        self.assertIn("given up", ended.stderr)

    def test_without_an_address_nothing_is_tried(self):
        ended = self.push("ci", PUSHGATEWAY_URL="")
        self.assertEqual(ended.returncode, 0)
        self.assertIn("not set", ended.stderr)

    def test_what_is_malformed_is_said_and_does_not_fail_the_job(self):
        for arguments, metrics in [
            (["ci", "workflow"], "probe 3\n"),
            (["ci"], ""),
            (["ci"], "not a metric\n"),
        ]:
            ended = self.push(*arguments, metrics=metrics)
            self.assertEqual(ended.returncode, 0)
            self.assertTrue(ended.stderr)

    def test_the_python_example_pushes(self):
        env = {
            "PUSHGATEWAY_URL": self.url,
            "PUSHGATEWAY_USERNAME": USER,
            "PUSHGATEWAY_PASSWORD": PASSWORD,
        }
        ended = subprocess.run(
            [sys.executable, FOLDER / "example.py", "from-python", "ci_coverage_ratio", "0.9"],
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(ended.stdout.strip(), "200", ended.stderr)
        self.assertIn("from-python", [group["job"] for group in self.groups()])

    def test_the_workflow_s_metrics_are_metrics(self):
        folder = WORK / "pushgateway"
        log = folder / "test.log"
        log.write_text(
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured\n"
            "test result: FAILED. 3 passed; 1 failed; 0 ignored\n"
            "Ran 8 tests in 1.2s\n\nFAILED (failures=1, errors=1)\n"
        )
        coverage = folder / "coverage.json"
        coverage.write_text(json.dumps({"data": [{"totals": {"lines": {"percent": 87.5}}}]}))
        arguments = [
            "--workflow",
            "ci",
            "--conclusion",
            "failure",
            "--started",
            "1",
            "--test-log",
            log,
            "--coverage",
            coverage,
        ]
        ended = subprocess.run(
            [sys.executable, FOLDER / "metrics.py", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(ended.returncode, 0, ended.stderr)
        for line in [
            'ci_workflow_success{workflow="ci"} 0',
            'ci_tests{workflow="ci",result="passed"} 21',
            'ci_tests{workflow="ci",result="failed"} 3',
            'ci_coverage_ratio{workflow="ci"} 0.8750',
        ]:
            self.assertIn(line, ended.stdout)
        self.assertRegex(ended.stdout, r'fingerprint_api_model_accuracy\{level="browser"\} 0\.\d+')
        pushed = self.push("ci-nightly", "workflow=ci", metrics=ended.stdout)
        self.assertEqual(pushed.stderr, "")

    def test_the_workflow_pushes_whatever_became_of_the_tests(self):
        workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
        step = workflow["jobs"]["test"]["steps"][-1]
        self.assertEqual(step["if"], "always()")
        for name in ("PUSHGATEWAY_URL", "PUSHGATEWAY_USERNAME", "PUSHGATEWAY_PASSWORD"):
            self.assertEqual(step["env"][name], f"${{{{ secrets.{name} }}}}")
        self.assertEqual(workflow["permissions"], {"contents": "read"})
        for script in ("push.sh", "metrics.py"):
            self.assertIn(f"monitoring/pushgateway/{script}", step["run"])
            self.assertTrue(os.access(pathlib.Path(FOLDER / script), os.X_OK))

    def test_the_workflow_s_push_step_pushes(self):
        """The step as it stands, in a checkout whose tests failed."""
        step = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["test"][
            "steps"
        ][-1]
        checkout = WORK / "checkout"
        shutil.rmtree(checkout, ignore_errors=True)
        (checkout / "monitoring").mkdir(parents=True)
        for name in ("monitoring/pushgateway", "models"):
            (checkout / name).symlink_to(ROOT / name)
        (checkout / "test.log").write_text("test result: FAILED. 3 passed; 1 failed; 0 ignored\n")
        environment = {
            "PUSHGATEWAY_URL": self.url,
            "PUSHGATEWAY_USERNAME": USER,
            "PUSHGATEWAY_PASSWORD": PASSWORD,
            "CONCLUSION": "failure",
            "JOB": "ci-nightly",
            "WORKFLOW": "ci",
            "STARTED": "1",
        }
        ended = subprocess.run(
            # As GitHub runs a step.
            ["bash", "-e", "-c", step["run"]],
            cwd=checkout,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        pushed = self.metrics()
        for line in (
            r'ci_workflow_success\{.*job="ci-nightly",workflow="ci"\} 0',
            r'ci_tests\{.*job="ci-nightly",result="failed",workflow="ci"\} 1',
            r'fingerprint_api_model_accuracy\{.*job="ci-nightly",level="os",workflow="ci"\} 0\.\d+',
        ):
            self.assertRegex(pushed, line)

    def test_a_gateway_that_comes_back_gets_the_push(self):
        port = free_port()
        answers = iter([500, 200])
        seen = []

        class Gateway(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                seen.append(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(next(answers))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", port), Gateway)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            ended = self.push("again", PUSHGATEWAY_URL=f"http://127.0.0.1:{port}")
        finally:
            server.shutdown()
            server.server_close()
        self.assertEqual(ended.returncode, 0)
        self.assertEqual(seen, [b"# TYPE probe gauge\nprobe 3\n"] * 2)
        self.assertIn("attempt 1 of 2: status 500", ended.stderr)
        self.assertNotIn("given up", ended.stderr)

    def test_the_curl_example_pushes(self):
        """The commands of the README, as they stand there."""
        example = re.findall(
            r"^    (.*(?:\n      .*)*)", (FOLDER / "README.md").read_text(), re.MULTILINE
        )
        environment = {
            "PUSHGATEWAY_URL": self.url,
            "PUSHGATEWAY_USERNAME": USER,
            "PUSHGATEWAY_PASSWORD": PASSWORD,
        }
        group = {"job": "ci", "workflow": "main"}
        for command, there in ((example[0], True), (example[1], False)):
            ended = subprocess.run(
                ["bash", "-ec", command],
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertEqual(
                any(set(group.items()) == set(each.items()) for each in self.groups()),
                there,
                command,
            )
