"""Breaks every rule once in each way that applies; its own cases must turn red."""

import concurrent.futures
import copy
import math
import os
import re
import shutil
import unittest

from . import promtool
from .test_rules import case_name
from .tools import WORK

# A threshold at the end of an expression, and what compares with it.
THRESHOLD = re.compile(r"(==|>=|<=|>|<)\s*([0-9.]+(?:\s*\*\s*[0-9.]+)*)\s*$")
OPPOSITE = {"==": "!=", ">": "<=", "<": ">=", ">=": "<", "<=": ">"}


def mutants_of_alert(rule):
    """(what was broken, the broken rule) for every way that applies."""
    expression = rule["expr"].strip()
    found = THRESHOLD.search(expression)
    if found is None:
        yield "nothing fires", {**rule, "expr": f"({expression}) and on() (vector(1) > 2)"}
    else:
        head, (comparison, threshold) = expression[: found.start()], found.groups()
        yield "comparison", {**rule, "expr": f"{head}{OPPOSITE[comparison]} {threshold}"}
        if math.prod(map(float, threshold.split("*"))) > 1e-9 and comparison in "<>":
            for factor in (0.9, 1.25):
                yield (
                    f"threshold x {factor}",
                    {**rule, "expr": f"{head}{comparison} {threshold} * {factor}"},
                )
    if "for" in rule:
        longer = promtool.seconds(rule["for"]) + 3600
        yield "for, longer", {**rule, "for": f"{longer}s"}
        yield "for, none", {key: value for key, value in rule.items() if key != "for"}


def mutants_of_record(rule):
    yield "value", {**rule, "expr": f"({rule['expr'].strip()}) * 1.01"}
    yield "nothing", {**rule, "expr": f"({rule['expr'].strip()}) and on() (vector(1) > 2)"}


class Mutations(unittest.TestCase):
    def test_every_broken_rule_is_noticed(self):
        rules = promtool.load_rules()
        alert_cases, recording_cases = (
            promtool.load_cases("alerts"),
            promtool.load_cases("recording"),
        )
        jobs = []
        for file, document in rules.items():
            for at, group in enumerate(document["groups"]):
                for index, rule in enumerate(group["rules"]):
                    if "alert" in rule:
                        name = rule["alert"]
                        tests = promtool.alert_tests(name, alert_cases[name], rule)
                        mutants = mutants_of_alert(rule)
                    else:
                        name = rule["record"]
                        case = recording_cases[case_name(name)]
                        tests = [
                            test
                            for test in promtool.recording_tests(case_name(name), case)
                            if test["name"] == name
                        ]
                        mutants = mutants_of_record(rule)
                    for broken, mutant in mutants:
                        jobs.append((name, broken, (file, at, index), mutant, tests))
        self.assertGreater(len(jobs), 2 * len(alert_cases))

        shutil.rmtree(WORK / "mutants", ignore_errors=True)

        def survives(numbered):
            number, (_, _, (file, at, index), mutant, tests) = numbered
            changed = copy.deepcopy(rules)
            changed[file]["groups"][at]["rules"][index] = mutant
            passed, _ = promtool.run_tests(WORK / "mutants" / str(number), changed, tests)
            return passed

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            outcomes = list(pool.map(survives, enumerate(jobs)))
        survivors = [
            f"{name}: {broken}"
            for (name, broken, *_), passed in zip(jobs, outcomes, strict=False)
            if passed
        ]
        self.assertEqual(survivors, [])
        print(f"{len(jobs)} broken rules, each noticed")
