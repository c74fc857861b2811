"""A picture of a model's reliability: what it says against how often it is right."""

from collections.abc import Sequence

from fingerprint_training.arrays import Json

SIZE, MARGIN = 240, 36
BLUE = "#2457a6"


def reliability_plot(question: str, bins: Sequence[Json]) -> str:
    """With intervals; the area of a point is its share of the rows."""
    side = SIZE + 2 * MARGIN
    frame = f'x="{MARGIN}" y="{MARGIN}" width="{SIZE}" height="{SIZE}"'
    diagonal = f"M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"
    shapes = [
        f'<rect {frame} fill="#fff" stroke="#999"/>',
        f'<path d="{diagonal}" stroke="#999" stroke-dasharray="4 4"/>',
        *(shape for one in bins for shape in _point(one)),
        f'<text x="{side / 2:.0f}" y="{side - 8:.0f}" text-anchor="middle">probability said</text>',
        f'<text x="{side / 2:.0f}" y="18" text-anchor="middle">'
        f"{question}: share that is right</text>",
        *(label for value in (0, 0.5, 1) for label in _axis_labels(value)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" '
        f'font-family="sans-serif" font-size="11">{"".join(shapes)}</svg>\n'
    )


def _point(one: Json) -> tuple[str, str]:
    x, right = _x(one["said"]), one["right"]
    radius = max(2.0, 12 * one["share"] ** 0.5)
    bar = f'<path d="M{x} {_y(right["low"])}V{_y(right["high"])}" stroke="{BLUE}"/>'
    place = f'cx="{x}" cy="{_y(right["value"])}" r="{radius:.1f}"'
    return bar, f'<circle {place} fill="{BLUE}" fill-opacity="0.6"/>'


def _axis_labels(value: float) -> tuple[str, str]:
    below = f'x="{_x(value)}" y="{_y(0) + 14}"'
    beside = f'x="{MARGIN - 4}" y="{_y(value) + 4}"'
    return (
        f'<text {below} text-anchor="middle">{value}</text>',
        f'<text {beside} text-anchor="end">{value}</text>',
    )


def _x(value: float) -> float:
    return round(MARGIN + value * SIZE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIZE, 1)
