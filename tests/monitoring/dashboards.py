"""The dashboards as they are shipped, and the expressions in them."""

import json
import re

from .tools import MONITORING

FOLDER = MONITORING / "grafana" / "dashboards"


def load():
    return {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}


def panels(dashboard):
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def expressions(dashboard):
    """(panel's title, expression) of every query of Prometheus."""
    for panel in panels(dashboard):
        for target in panel["targets"]:
            if "expr" in target:
                yield panel["title"], target["expr"]


def filled(expression, interval="5s", namespace=".*"):
    """As Grafana sends it."""
    return expression.replace("$__rate_interval", interval).replace("$namespace", namespace)


def metric_names(text):
    """Names in a PromQL expression that are metrics: no label, function, keyword or value."""
    text = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', "", text)
    text = re.sub(r"\{[^}]*\}", "", text)
    text = re.sub(r"\[[^\]]*\]", "", text)
    text = re.sub(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", "", text)
    words = re.findall(r"[a-zA-Z_:][\w:]*(?!\s*\()(?![\w:])", text)
    return {
        word
        for word in words
        if ("_" in word or ":" in word or word == "up") and not word.startswith("$")
    }
