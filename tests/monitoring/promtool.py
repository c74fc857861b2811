"""Turns the cases of `cases/` into promtool's own unit tests and runs them.

promtool wants annotations to the letter; an alert's labels and moment are asked by way of the
ALERTS series instead, and what annotations may name follows from those labels (test_rules.py)."""

import pathlib
import re

import yaml

from .tools import MONITORING, run

PROMETHEUS = MONITORING / "prometheus"
RULE_FILES = ["recording_rules.yml", "slo_rules.yml", "alert_rules.yml"]
CASES = pathlib.Path(__file__).parent / "cases"
STEP = "1m"


def load_rules():
    return {name: yaml.safe_load((PROMETHEUS / name).read_text()) for name in RULE_FILES}


def each_rule(files, kind):
    """(group, rule) of every rule that has `alert` or `record`."""
    for document in files.values():
        for group in document["groups"]:
            for rule in group["rules"]:
                if kind in rule:
                    yield group, rule


def load_cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text())


def seconds(text):
    return int(text[:-1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[text[-1]]


def minutes(count):
    return f"{count // 60}m"


def choose(text, index):
    """`{a|b|c}` becomes the index-th choice; the last one stands for all after it."""

    def pick(match):
        choices = match[1].split("|")
        return choices[min(index, len(choices) - 1)]

    return re.sub(r"\{([^{}\"]*\|[^{}\"]*)\}", pick, str(text))


def choices(case):
    text = " ".join(f"{name} {values}" for name, values in case["series"].items())
    return max(
        [len(found.split("|")) for found in re.findall(r"\{([^{}\"]*\|[^{}\"]*)\}", text)],
        default=1,
    )


def series(case, index):
    return [
        {"series": choose(name, index), "values": spelled(choose(values, index))}
        for name, values in case["series"].items()
    ]


def spelled(values):
    """`0x5` is a hexadecimal number to promtool; a constant is written `0+0x5`."""
    return " ".join(re.sub(r"^([0-9.]+)x(\d+)$", r"\1+0x\2", token) for token in values.split())


def alert_tests(name, case, rule):
    """One promtool test for each quiet choice, and one for the loud one."""
    since, wait = seconds(case.get("since", "0m")), seconds(rule.get("for", "0m"))
    step = seconds(case.get("interval", STEP))
    fires = since + wait
    fires = -(-fires // step) * step
    labels = {**rule["labels"], **case["labels"], "alertname": name, "alertstate": "firing"}
    expression = f'ALERTS{{alertname="{name}", alertstate="firing"}}'
    firing = [{"labels": "ALERTS" + selector(labels), "value": 1}]

    def test(index, asked):
        return {
            "rule": name,
            "name": f"{name}, choice {index}",
            "interval": case.get("interval", STEP),
            "input_series": series(case, index),
            "promql_expr_test": [
                {"expr": expression, "eval_time": minutes(at), "exp_samples": samples}
                for at, samples in asked
            ],
        }

    loud = choices(case) - 1
    until = seconds(case["until"]) if "until" in case else fires + 10 * step
    tests = [test(index, [(at, []) for at in sorted({fires, until})]) for index in range(loud)]
    before = [(fires - step, [])] if fires >= step and not case.get("always") else []
    return [*tests, test(loud, [*before, (fires, firing)])]


def recording_tests(name, case):
    windows = case.get("windows")
    if windows is None:
        yield recording_test(name, case, case.get("interval", STEP), seconds(case.get("at", "10m")))
        return
    for window, interval in windows.items():
        yield recording_test(
            f"{name}:{window}", case, interval, seconds(window) + seconds(interval)
        )


def recording_test(name, case, interval, at):
    samples = [
        {"labels": selector(each["labels"]), "value": each["value"]} for each in case["expect"]
    ]
    return {
        "rule": name,
        "name": name,
        "interval": interval,
        "input_series": series(case, 0),
        # Rounded: promtool compares to the last bit.
        "promql_expr_test": [
            {"expr": f"round({name} * 1e9) / 1e9", "eval_time": minutes(at), "exp_samples": samples}
        ],
    }


def selector(labels):
    return "{" + ", ".join(f'{name}="{value}"' for name, value in labels.items()) + "}"


def needed(rules, name):
    """The groups, in order, cut down to the rule of this name and what it reads, so that a test
    evaluates no more than it asks for."""
    every = [rule for kind in ("record", "alert") for _, rule in each_rule(rules, kind)]
    wanted, grown = {name}, True
    while grown:
        read = " ".join(rule["expr"] for rule in every if title(rule) in wanted)
        found = wanted | set(re.findall(r"(?:fingerprint|slo):[\w:]+", read))
        grown, wanted = found != wanted, found
    groups = []
    for document in rules.values():
        for group in document["groups"]:
            kept = [rule for rule in group["rules"] if title(rule) in wanted]
            if kept:
                # The test's own interval holds.
                groups.append({"name": group["name"], "rules": kept})
    return groups


def title(rule):
    return rule.get("alert") or rule["record"]


def run_tests(folder, rules, tests):
    """Whether promtool passes the tests on these rules, and what it said."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, test in enumerate(tests):
        groups = needed(rules, test["rule"])
        (folder / f"rules_{number}.yml").write_text(dump({"groups": groups}))
        path = folder / f"test_{number}.yml"
        suite = {
            "rule_files": [f"rules_{number}.yml"],
            "evaluation_interval": test["interval"],
            "group_eval_order": [group["name"] for group in groups],
            "tests": [{key: value for key, value in test.items() if key != "rule"}],
        }
        path.write_text(dump(suite))
        files.append(path)
    return run("promtool", "test", "rules", *files)


def dump(document):
    return yaml.dump(document, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper))
