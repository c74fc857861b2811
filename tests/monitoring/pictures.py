"""Draws each dashboard from a live stack's own series, as SVG: a small renderer of our own, for
Grafana cannot be had where the tests run.

    python -m tests.monitoring.pictures docs/monitoring
"""

import math
import pathlib
import sys
import time
from html import escape

from . import dashboards, load
from . import stack as live

CELL, ROW = 56, 26
COLOURS = ["#4c9be8", "#f2a33a", "#6cc36c", "#e0626b", "#a07be0", "#d6c84a", "#4dc4c4", "#e486c0"]
SECONDS = 60
MOST = 8


def main():
    """A calm half minute of two deployments, then one in which one of them has slow and unknown clients."""
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    stack = live.Stack(["fingerprint", "slow"])
    try:
        assert live.until(stack.all_up, 120)
        stack.push("ci", load.ci_metrics())
        stack.push("ci-nightly", load.accuracy(0.9, 0.02))
        loops = [
            load.ordinary(stack.api("fingerprint")),
            load.through_sensor(stack.sensor_port),
            load.classify(stack.api("slow"), 0.1),
        ]
        time.sleep(SECONDS / 2)
        loops += [load.slow_clients(stack.api("slow"), 2, 0.4), load.nothing_known(stack.api("slow"))]
        time.sleep(SECONDS / 2)
        for name, dashboard in dashboards.load().items():
            if any(True for _ in dashboards.expressions(dashboard)):
                (folder / f"{name}.svg").write_text(picture(stack, dashboard))
        for loop in loops:
            loop.stop()
    finally:
        stack.stop()


def picture(stack, dashboard):
    width = 24 * CELL
    height = max((p["gridPos"]["y"] + p["gridPos"]["h"]) for p in dashboard["panels"]) * ROW + 40
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#15171c"/>',
        text(12, 26, dashboard["title"], size=17, colour="#fff"),
        text(width - 12, 26, f"{SECONDS} s of a live stack, {time.strftime('%Y-%m-%d')}", anchor="end"),
    ]
    for each in dashboard["panels"]:
        place = each["gridPos"]
        x, y = place["x"] * CELL, place["y"] * ROW + 40
        if each["type"] == "row":
            drawn.append(text(12, y + 18, each["title"], size=14, colour="#fff"))
            continue
        drawn += panel(stack, each, x + 4, y + 4, place["w"] * CELL - 8, place["h"] * ROW - 8)
    return "\n".join([*drawn, "</svg>\n"])


def text(x, y, content, size=11, colour="#aab", anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{escape(content)}</text>'


def panel(stack, each, x, y, width, height):
    drawn = [
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="#1e2128"/>',
        text(x + 8, y + 17, each["title"], size=13, colour="#e8e8ee"),
    ]
    unit = each["fieldConfig"]["defaults"]["unit"]
    lines = []
    for target in each["targets"]:
        expression = dashboards.filled(target["expr"])
        for found in stack.query_range(expression, SECONDS):
            points = [(float(at), float(value)) for at, value in found["values"]]
            points = [(at, value) for at, value in points if math.isfinite(value)]
            if points:
                lines.append((legend(target["legendFormat"], found["metric"]), points))
    lines.sort(key=lambda line: -line[1][-1][1])
    if not lines:
        return [*drawn, text(x + width / 2, y + height / 2, "no data", anchor="middle")]
    if each["type"] in ("stat", "table"):
        for number, (name, points) in enumerate(lines[:MOST]):
            row = y + 38 + number * 16
            drawn += [
                text(x + 10, row, short(name, 34)),
                text(x + width - 10, row, spelled(points[-1][1], unit), 12, "#6cc36c", "end"),
            ]
        return drawn
    left, top, right, bottom = x + 54, y + 28, x + width - 10, y + height - 46
    highest = max(value for _, points in lines for _, value in points)
    lowest = min(0.0, *(value for _, points in lines for _, value in points))
    span = (highest - lowest) or 1.0
    end = max(at for _, points in lines for at, _ in points)
    for share in (0, 0.5, 1):
        level = bottom - share * (bottom - top)
        drawn.append(f'<path d="M{left} {level:.1f}H{right}" stroke="#333844"/>')
        drawn.append(text(left - 6, level + 4, spelled(lowest + share * span, unit), 10, anchor="end"))
    for step in each["fieldConfig"]["defaults"]["thresholds"]["steps"][1:]:
        level = bottom - (step["value"] - lowest) / span * (bottom - top)
        if top <= level <= bottom:
            drawn.append(f'<path d="M{left} {level:.1f}H{right}" stroke="#e0626b" stroke-dasharray="4 3"/>')
    for number, (name, points) in enumerate(lines[:MOST]):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(
            f"{right - (end - at) / SECONDS * (right - left):.1f},{bottom - (value - lowest) / span * (bottom - top):.1f}"
            for at, value in points
        )
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        if number < 6:
            across, down = number % 2, number // 2
            drawn.append(text(left + across * (right - left) / 2, bottom + 14 + down * 12, short(name, 22), 10, colour))
    return drawn


def legend(form, labels):
    if not form:
        return ", ".join(str(value)[:12] for name, value in sorted(labels.items()) if name != "__name__")
    for name in (
        "namespace",
        "pod",
        "level",
        "layer",
        "label",
        "endpoint",
        "status",
        "reason",
        "group",
        "slo",
        "scope",
    ):
        form = form.replace("{{" + name + "}}", labels.get(name, ""))
    for name, value in labels.items():
        form = form.replace("{{" + name + "}}", value)
    return form.strip()


def short(name, length):
    return name if len(name) <= length else name[: length - 1] + "…"


def spelled(value, unit):
    if unit == "percentunit":
        return f"{value * 100:.3g} %"
    if unit == "s" and value and abs(value) < 1:
        return f"{value * 1e6:.3g} µs" if abs(value) < 1e-3 else f"{value * 1e3:.3g} ms"
    if unit == "s" and abs(value) < 1e3:
        return f"{value:.3g} s"
    for factor, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= factor:
            return f"{value / factor:.3g} {letter}"
    return f"{value:.3g}"


if __name__ == "__main__":
    main()
