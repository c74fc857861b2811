#!/usr/bin/env python3
"""Writes what follows from the rules' sources, beside this file:

slo_rules.yml         recording rules and burn-rate alerts of slo.yaml
prometheusrules.yaml  all three rule files as PrometheusRule objects for the Prometheus operator

`--check` writes nothing and fails when a file is not what its source says.
"""

import argparse
import pathlib
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
RULE_FILES = ["recording_rules.yml", "alert_rules.yml", "slo_rules.yml"]
NOTICE = "# Written by generate.py; change {source} instead.\n"
RUNBOOK = "https://fingerprint.example.com/docs/operate/runbook.md"
DAY = 86400
DASHBOARD = "https://grafana.fingerprint.example.com/d/fingerprint-slo"


class Text(yaml.SafeDumper):
    """Keeps long expressions on lines of their own."""


def _string(dumper, text):
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Text.add_representer(str, _string)
Text.ignore_aliases = lambda *_: True


def dump(document):
    return yaml.dump(document, Dumper=Text, sort_keys=False, width=10_000)


def ratio(objective, selector, window):
    """The share of bad requests over a window: absent without traffic, 0 without a bad request."""

    def fill(name):
        return objective[name].replace("$selector", selector).replace("$window", window)

    everything = f"({fill('all')} > 0)"
    if "good" in objective:
        return f"1 - {fill('good')}\n  / {everything}\n"
    return f"({fill('bad')}\n  or {fill('all')} * 0)\n  / {everything}\n"


def slo_rules(slo):
    windows = [slo["window"]]
    for alert in slo["alerts"]:
        windows += [alert["short"], alert["long"]]
    windows = sorted(set(windows), key=seconds)
    groups = []
    for objective in slo["objectives"]:
        name, budget = objective["name"], round(1 - objective["objective"], 9)
        labels = {"slo": name}
        rules = [
            {
                "record": f"slo:error_ratio:{window}",
                "expr": ratio(objective, slo["selector"], window),
                "labels": labels,
            }
            for window in windows
        ]
        spent = f'slo:error_ratio:{slo["window"]}{{slo="{name}"}}'
        # A day hardly moves within two minutes, and to read it costs.
        long = [rule for rule in rules if seconds(rule["record"].split(":")[-1]) >= DAY]
        long.append(
            {
                "record": "slo:error_budget_remaining",
                "expr": f"1 - {spent} / {budget}",
                "labels": labels,
            }
        )
        short = [rule for rule in rules if rule not in long]
        short.append(
            {
                "record": "slo:objective",
                "expr": f"vector({objective['objective']})",
                "labels": labels,
            }
        )
        short += [burn(slo, objective, alert, budget) for alert in slo["alerts"]]
        groups.append({"name": f"slo_{name}_long", "interval": "2m", "rules": long})
        groups.append({"name": f"slo_{name}", "rules": short})
    return {"groups": groups}


def burn(slo, objective, alert, budget):
    name = objective["name"]
    title = f"{name.capitalize()}BudgetBurns{alert['name']}"
    limit = round(alert["factor"] * budget, 9)
    series = 'slo:error_ratio:{window}{{slo="' + name + '"}}'
    gone = alert["factor"] * seconds(alert["long"]) / seconds(slo["window"])
    return {
        "alert": title,
        "expr": f"{series.format(window=alert['long'])} > {limit}\n"
        f"  and {series.format(window=alert['short'])} > {limit}\n",
        "for": alert["for"],
        "labels": {
            "severity": alert["severity"],
            "service": "fingerprint-api",
            "component": "slo",
            "action": alert["action"],
        },
        "annotations": {
            "summary": f"The error budget of {name} burns {alert['factor']} times too fast",
            "description": "{{ $value | humanizePercentage }} of the requests in {{ $labels.namespace }} over "
            f"{alert['long']} broke the promise ({objective['promise']}) {gone:.0%} of the budget of "
            f"{slo['window']} is gone, and it still burns.",
            "runbook_url": f"{RUNBOOK}#{title.lower()}",
            "dashboard_url": DASHBOARD,
        },
    }


def seconds(window):
    return int(window[:-1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[window[-1]]


def prometheus_rules(rule_files):
    """One object a file; the operator wants `groups` where the file has it."""
    objects = [
        {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "PrometheusRule",
            "metadata": {
                "name": "fingerprint-api-" + name.removesuffix(".yml").replace("_", "-"),
                "labels": {
                    "app.kubernetes.io/name": "fingerprint-api",
                    "app.kubernetes.io/component": "monitoring",
                },
            },
            "spec": document,
        }
        for name, document in rule_files.items()
    ]
    return "---\n".join(dump(each) for each in objects)


def outputs():
    rules = slo_rules(yaml.safe_load((HERE / "slo.yaml").read_text()))
    documents = {}
    for name in RULE_FILES:
        documents[name] = (
            rules if name == "slo_rules.yml" else yaml.safe_load((HERE / name).read_text())
        )
    return {
        "slo_rules.yml": NOTICE.format(source="slo.yaml") + dump(rules),
        "prometheusrules.yaml": NOTICE.format(source="*_rules.yml") + prometheus_rules(documents),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="fail when a file is stale, write nothing"
    )
    check = parser.parse_args().check
    stale = []
    for name, text in outputs().items():
        path = HERE / name
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text)
    if check and stale:
        sys.exit(f"stale: {', '.join(stale)}; run {pathlib.Path(__file__).name}")


if __name__ == "__main__":
    main()
