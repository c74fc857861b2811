#!/usr/bin/env python3
"""Writes dashboards/<name>.json, as Grafana wants them, from sources/<name>.yaml.

`--check` writes nothing and fails when a dashboard is not what its source says.
"""

import argparse
import json
import pathlib
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = 24
PER_LINE, HEIGHT = 4, 7
PROMETHEUS = {"type": "prometheus", "uid": "prometheus"}
ELASTICSEARCH = {"type": "elasticsearch", "uid": "elasticsearch"}

NAMESPACE = {
    "name": "namespace",
    "label": "Namespace",
    "description": "Which deployments to show.",
    "type": "query",
    "datasource": PROMETHEUS,
    "definition": 'label_values(up{job="fingerprint-api"}, namespace)',
    "query": {"query": 'label_values(up{job="fingerprint-api"}, namespace)', "refId": "namespace"},
    "refresh": 2,
    "sort": 1,
    "multi": True,
    "includeAll": True,
    "allValue": ".*",
    "current": {"text": ["All"], "value": ["$__all"]},
}
TRACE = {
    "name": "trace",
    "label": "Trace",
    "description": "A trace id, as in trace.id of a log line.",
    "type": "textbox",
    "query": "*",
    "current": {"text": "*", "value": "*"},
}


def dashboard(source):
    elastic = source.get("datasource") == "elasticsearch"
    variables = [TRACE] if elastic else [NAMESPACE] if source.get("variables", True) else []
    return {
        "uid": source["uid"],
        "title": source["title"],
        "description": source["description"],
        "tags": ["fingerprint-api"],
        "timezone": "utc",
        "editable": False,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "schemaVersion": 42,
        "templating": {"list": variables},
        "annotations": {"list": [] if elastic else [reloads()]},
        "links": [
            link(
                "dashboards",
                "Dashboards",
                tags=["fingerprint-api"],
                asDropdown=True,
                includeVars=not elastic,
            ),
            link(
                "link",
                "Runbook",
                url="https://fingerprint.example.com/docs/operate/runbook.md",
                targetBlank=True,
            ),
        ],
        "panels": panels(source["panels"], ELASTICSEARCH if elastic else PROMETHEUS),
    }


def link(kind, title, **more):
    """A link above the panels, with every field that Grafana's type of one has."""
    unset = {
        "tags": [],
        "icon": "",
        "tooltip": title,
        "asDropdown": False,
        "includeVars": False,
        "targetBlank": False,
    }
    return {"type": kind, "title": title, "keepTime": kind == "dashboards", **unset, **more}


def reloads():
    """New models are the first suspect of a change: a line where they came in."""
    return {
        "name": "Models reloaded",
        "datasource": PROMETHEUS,
        "enable": True,
        "iconColor": "blue",
        "expr": 'sum by (namespace) (changes(fingerprint_api_model_reloads_total{result="success"}[1m])) > 0',
        "titleFormat": "Models reloaded",
    }


def panels(sources, datasource):
    made, y = [], 0
    for line in lines(list(enumerate(sources, start=1))):
        number, source = line[0]
        if "row" in source:
            place = {"x": 0, "y": y, "w": COLUMNS, "h": 1}
            row = {
                "id": number,
                "type": "row",
                "title": source["row"],
                "collapsed": False,
                "gridPos": place,
            }
            made.append({**row, "panels": []})
            y += 1
            continue
        # No line ends early: its panels share the width.
        edges = [COLUMNS * part // len(line) for part in range(len(line) + 1)]
        for (number, source), left, right in zip(line, edges, edges[1:], strict=False):
            made.append(
                panel(
                    number, source, datasource, {"x": left, "y": y, "w": right - left, "h": HEIGHT}
                )
            )
        y += HEIGHT
    return made


def lines(numbered):
    """The panels by their lines: four to each, and what needs the whole width alone."""
    line = []
    for each in numbered:
        alone = "row" in each[1] or each[1].get("type") == "logs"
        if line and (alone or len(line) == PER_LINE):
            yield line
            line = []
        if alone:
            yield [each]
        else:
            line.append(each)
    if line:
        yield line


def panel(number, source, datasource, place):
    kind = source.get("type", "timeseries")
    steps = [{"color": "green", "value": None}]
    if "threshold" in source:
        steps.append({"color": "red", "value": source["threshold"]})
    custom = (
        {"thresholdsStyle": {"mode": "dashed" if "threshold" in source else "off"}}
        if kind == "timeseries"
        else {}
    )
    made = {
        "id": number,
        "type": kind,
        "title": source["title"],
        "description": source["description"],
        "datasource": datasource,
        "gridPos": place,
        "fieldConfig": {
            "defaults": {
                "unit": source["unit"],
                "thresholds": {"mode": "absolute", "steps": steps},
                "custom": custom,
            },
            "overrides": [],
        },
        "targets": [lucene(source["lucene"], kind)]
        if "lucene" in source
        else queries(source["targets"], kind),
    }
    for target in made["targets"] if source.get("exemplars") else []:
        target["exemplar"] = "_bucket" in target["expr"]
    if kind == "stat":
        made["options"] = {
            "reduceOptions": {"calcs": ["lastNotNull"]},
            "colorMode": "value",
            "graphMode": "area",
        }
    if kind == "table":
        made["transformations"] = [
            {"id": "labelsToFields", "options": {"mode": "columns"}},
            {"id": "merge", "options": {}},
        ]
    return made


def queries(targets, kind):
    once = kind in ("stat", "table")
    return [
        {
            "refId": chr(ord("A") + number),
            "datasource": PROMETHEUS,
            "expr": expression,
            "legendFormat": legend,
            "instant": once,
            "range": not once,
            **({"format": "table"} if kind == "table" else {}),
        }
        for number, (expression, legend) in enumerate(targets)
    ]


def lucene(source, kind):
    if kind == "logs":
        metrics, buckets = [{"id": "1", "type": "logs", "settings": {"limit": "500"}}], []
    else:
        metrics = [{"id": "1", **source.get("metric", {"type": "count"})}]
        terms = {"size": "10", "order": "desc", "orderBy": "_count"}
        buckets = [
            {"id": "2", "type": "terms", "field": source["by"], "settings": terms},
            {
                "id": "3",
                "type": "date_histogram",
                "field": "@timestamp",
                "settings": {"interval": "auto"},
            },
        ]
    return {
        "refId": "A",
        "datasource": ELASTICSEARCH,
        "query": source["query"],
        "timeField": "@timestamp",
        "metrics": metrics,
        "bucketAggs": buckets,
    }


def outputs():
    for path in sorted((HERE / "sources").glob("*.yaml")):
        made = dashboard(yaml.safe_load(path.read_text()))
        yield (
            HERE / "dashboards" / f"{path.stem}.json",
            json.dumps(made, indent=2, ensure_ascii=False) + "\n",
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="fail when a dashboard is stale, write nothing"
    )
    check = parser.parse_args().check
    written = dict(outputs())
    stale = [
        path for path, text in written.items() if not path.exists() or path.read_text() != text
    ]
    orphans = sorted(set((HERE / "dashboards").glob("*.json")) - set(written))
    if check and (stale or orphans):
        sys.exit(
            f"stale: {', '.join(path.name for path in [*stale, *orphans])}; run grafana/generate.py"
        )
    if not check:
        for path in stale:
            path.write_text(written[path])
        for path in orphans:
            path.unlink()


if __name__ == "__main__":
    main()
