"""Draws each dashboard from a live stack's own series, as SVG: a small renderer of our own, for
Grafana cannot be had where the tests run.

    python -m tests.monitoring.pictures docs/operate/dashboards
"""

import math
import pathlib
import signal
import sys
import time
from html import escape

from . import dashboards, load
from . import lines as log
from . import stack as live

CELL, ROW = 56, 26
COLOURS = ["#4c9be8", "#f2a33a", "#6cc36c", "#e0626b", "#a07be0", "#d6c84a", "#4dc4c4", "#e486c0"]
SECONDS = 60
# Of a log line, what every line has.
UNTOLD = {
    "@timestamp",
    "at",
    "message",
    "log.level",
    "log.logger",
    "ecs.version",
    "service.name",
    "service.version",
}
# Series of a graph, and values of a list.
MOST, MOST_VALUES = 8, 10


def main():
    """A calm half minute, then one in which each deployment but the first has a fault of its own."""
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    stack = live.Stack(["fingerprint", "slow", "limited", "crowded", "guarded"])
    try:
        assert live.until(stack.all_up, 120)
        for environment in stack.pushgateway_ports:
            stack.push("ci", load.ci_metrics(), namespace=environment)
        loops = [
            load.nightly(stack),
            load.ordinary(stack.api("fingerprint")),
            load.through_sensor(stack.sensor_port),
            *(load.classify(stack.api(name), 0.1) for name in ("slow", "crowded")),
            load.classify(stack.api("limited"), 2),
        ]
        time.sleep(SECONDS / 2)
        loops += [
            load.slow_clients(stack.api("slow"), 2, 0.4),
            load.nothing_known(stack.api("slow")),
            load.classify(stack.api("limited"), 0.1),
            load.crowded_batches(stack.api("crowded"), 4, 0.3),
            load.classify(stack.api("guarded"), 0.2),
        ]
        # Its keys are spoilt: the old ones stay, and a line of severity error says so.
        (stack.folder / "keys.toml").write_text("no keys")
        stack.processes["api-guarded"].send_signal(signal.SIGHUP)
        time.sleep(SECONDS / 2)
        for name, dashboard in dashboards.load().items():
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
        text(
            width - 12,
            26,
            f"{SECONDS} s of a live stack, {time.strftime('%Y-%m-%d')}",
            anchor="end",
        ),
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
    if each["type"] == "logs":
        return drawn + log_lines(stack, each, x, y, width, height)
    lines = [line for target in each["targets"] for line in series(stack, target)]
    lines.sort(key=lambda line: -line[1][-1][1])
    if not lines:
        return [*drawn, text(x + width / 2, y + height / 2, "no data", anchor="middle")]
    if each["type"] in ("stat", "table"):
        # Few values are shown large, as Grafana does.
        pitch = min(38, (height - 30) // min(len(lines), MOST_VALUES))
        size = 11 + (pitch - 15) // 3
        for number, (name, points) in enumerate(lines[:MOST_VALUES]):
            row = y + 22 + (number + 0.7) * pitch
            drawn += [
                text(x + 10, row, short(name, int(width / 8) - 6)),
                text(x + width - 10, row, spelled(points[-1][1], unit), size, "#6cc36c", "end"),
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
        drawn.append(
            text(left - 6, level + 4, spelled(lowest + share * span, unit), 10, anchor="end")
        )
    for step in each["fieldConfig"]["defaults"]["thresholds"]["steps"][1:]:
        level = bottom - (step["value"] - lowest) / span * (bottom - top)
        if top <= level <= bottom:
            drawn.append(
                f'<path d="M{left} {level:.1f}H{right}" stroke="#e0626b" stroke-dasharray="4 3"/>'
            )
    for at, value in dots(stack, each, end):
        if lowest <= value <= lowest + span:
            left_of = right - (end - at) / SECONDS * (right - left)
            level = bottom - (value - lowest) / span * (bottom - top)
            drawn.append(f'<circle cx="{left_of:.1f}" cy="{level:.1f}" r="2" fill="#d6c84a"/>')
    for number, (name, points) in enumerate(lines[:MOST]):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(
            f"{right - (end - at) / SECONDS * (right - left):.1f},{bottom - (value - lowest) / span * (bottom - top):.1f}"
            for at, value in points
        )
        drawn.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        )
        if number < 6:
            across, down = number % 2, number // 2
            drawn.append(
                text(
                    left + across * (right - left) / 2,
                    bottom + 14 + down * 12,
                    short(name, 22),
                    10,
                    colour,
                )
            )
    return drawn


def series(stack, target):
    """(name, points) of what a target asks for."""
    if "expr" not in target:
        recent = [event for event in log.read(stack.folder) if event["at"] > time.time() - SECONDS]
        yield from log.aggregated(target, recent, step=2).items()
        return
    for found in stack.query_range(dashboards.filled(target["expr"]), SECONDS):
        points = [(float(at), float(value)) for at, value in found["values"]]
        points = [(at, value) for at, value in points if math.isfinite(value)]
        if points:
            yield legend(target["legendFormat"], found["metric"]), points


def log_lines(stack, each, x, y, width, height):
    """The newest lines, as a panel of logs shows them."""
    found = log.found(each["targets"][0], log.read(stack.folder))[::-1]
    drawn = []
    for number, event in enumerate(found[: (height - 30) // 15]):
        told = {name: value for name, value in event.items() if name not in UNTOLD}
        line = f"{event['@timestamp'][11:23]} {event['log.level']:5} {event['message']}  "
        line += " ".join(f"{name}={value}" for name, value in sorted(told.items())).replace(
            f"{stack.folder}/", ""
        )
        colour = "#e0626b" if event["log.level"] == "error" else "#aab"
        drawn.append(
            text(x + 10, y + 36 + number * 15, short(line, int(width / 6.2)), colour=colour)
        )
    return drawn or [text(x + width / 2, y + height / 2, "no data", anchor="middle")]


def dots(stack, each, end):
    """The panel's exemplars."""
    for target in each["targets"]:
        if target.get("exemplar"):
            for _, exemplar in stack.exemplars(dashboards.filled(target["expr"])):
                if exemplar["timestamp"] > end - SECONDS:
                    yield exemplar["timestamp"], float(exemplar["value"])


def legend(form, labels):
    if not form:
        first = ("alertname", "level", "version")
        ordered = sorted(labels.items(), key=lambda label: (label[0] not in first, label[0]))
        return ", ".join(
            str(value)[:26] for name, value in ordered if name not in ("__name__", "sha256")
        )
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


TIMES = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs"))
BYTES = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def spelled(value, unit):
    if unit == "percentunit":
        share = value * 100
        return f"{share:.0f} %" if abs(share) >= 100 else f"{share:.3g} %"
    if unit == "dateTimeFromNow":
        return spelled(time.time() - value / 1000, "s") + " ago" if value else "never"
    if unit in ("m", "ns"):
        value, unit = value * (60 if unit == "m" else 1e-9), "s"
    for factor, name in {"s": TIMES, "bytes": BYTES}.get(unit, ()):
        if abs(value) >= factor:
            return f"{value / factor:.3g} {name}"
    for factor, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= factor:
            return f"{value / factor:.3g} {letter}"
    return f"{value:.3g}"


if __name__ == "__main__":
    main()
