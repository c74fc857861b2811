"""Compares an answer that a page shows, shortened, with the one that the service gave.

A shown object may leave fields out; `"…": "…"` says so. A shown list that ends in `"…"` may be
longer. Everything that is shown is equal to what came, numbers as printed.
"""

import json
import re

MORE = "…"
SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b')


def differences(shown, given, path="$"):
    """What of `shown` is not in `given`, one line each."""
    if isinstance(shown, dict) and isinstance(given, dict):
        for key, value in shown.items():
            if key == MORE:
                continue
            if key in given:
                yield from differences(value, given[key], f"{path}.{key}")
            else:
                yield f"{path}.{key} is shown and was not answered"
    elif isinstance(shown, list) and isinstance(given, list):
        open_ended = shown[-1:] == [MORE]
        known = shown[:-1] if open_ended else shown
        if len(given) < len(known) or (len(given) > len(known) and not open_ended):
            yield f"{path} shows {len(known)} elements, {len(given)} were answered"
        for place, (one, other) in enumerate(zip(known, given, strict=False)):
            yield from differences(one, other, f"{path}[{place}]")
    elif shown != given or isinstance(shown, bool) != isinstance(given, bool):
        yield f"{path} shows {json.dumps(shown)}, {json.dumps(given)} was answered"


def leaves(shown, given):
    """The scalars of `shown` in their order in the text, each with what was answered there."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            inner = given.get(key, value) if isinstance(given, dict) else value
            yield from leaves(value, inner)
    elif isinstance(shown, list):
        for place, value in enumerate(shown):
            known = isinstance(given, list) and place < len(given) and value != MORE
            yield from leaves(value, given[place] if known else value)
    else:
        yield given


def updated(text, given):
    """The shown text with its scalars as answered; its layout and what it leaves out stay."""
    values = leaves(json.loads(text), given)

    def replace(found):
        return found[0] if found[1] else json.dumps(next(values), ensure_ascii=False)

    return SCALAR.sub(replace, text)
