"""Renders a chart with the Helm that helm-python-sdk bundles."""

import pathlib

import helm_python as helm
import yaml

RELEASE = "fp"


def lint(chart, values=None):
    """What `helm lint --strict` finds, as text lines."""
    overrides = yaml.safe_load(values.read_text()) if values else {}
    found = helm.lint(str(chart), overrides, strict=True)
    # Severities: 0 unknown, 1 info, 2 warning, 3 error.
    return [f"{one['path']}: {one['error']}" for one in found["messages"] if one["severity"] != 1]


def template(chart, values=None, overrides=None):
    """The whole render, in the order of the templates' names, hooks included."""
    merged = yaml.safe_load(pathlib.Path(values).read_text()) if values else {}
    merged.update(overrides or {})
    with helm.Chart.load(str(chart)) as loaded:
        loaded.validate_schema(merged)
        texts = loaded.render(merged, name=RELEASE, namespace="fingerprint")
    documents = []
    for name in sorted(texts):
        if not name.endswith((".yaml", ".yml")):
            continue
        for document in texts[name].split("\n---"):
            document = document.strip().removeprefix("---").strip()
            if document:
                documents.append(f"# Source: {name}\n{document}\n")
    return "---\n".join(documents)


def notes(chart, values=None):
    merged = yaml.safe_load(pathlib.Path(values).read_text()) if values else {}
    with helm.Chart.load(str(chart)) as loaded:
        texts = loaded.render(merged, name=RELEASE, namespace="fingerprint")
    return next((text for name, text in texts.items() if name.endswith("NOTES.txt")), "")
