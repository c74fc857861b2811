"""Tables of impersonators: which equal a real client layer by layer, and which mistakes they
make."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Json
from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.evaluation.copied_layers import Comparison, layer_keys, real_clients
from fingerprint_training.evaluation.request_mistakes import MISTAKES, count_mistakes
from fingerprint_training.report.tables import print_table
from fingerprint_training.service import Service

COLUMNS = [
    "tool",
    "request",
    "n",
    "TLS equals",
    "HTTP/2 equals",
    "header names equal",
    "all equal, one family",
    "said to spoof",
    "names alone differ",
    "said to spoof",
    "TLS or HTTP/2 differs",
    "said to spoof",
]
ALL = "all"


@dataclass
class JudgedCopy:
    comparison: Comparison
    # Whether the service says that it spoofs.
    detected: bool


def print_copies(service: Service, rows: Sequence[Json]) -> None:
    """`rows` as the sources have them, impersonators and others."""
    columns = LayerColumns.from_requests(service, [row["fingerprint"] for row in rows])
    layers = [layer_keys(row["fingerprint"], columns, index) for index, row in enumerate(rows)]
    real = real_clients(rows, layers)
    copies = [
        (row, keys)
        for row, keys in zip(rows, layers, strict=True)
        if row["truth"].get("client") == "impersonator"
    ]
    answers = service.answers([row["fingerprint"] for row, _ in copies])
    tools: dict[tuple[str, str], list[JudgedCopy]] = defaultdict(list)
    for (row, keys), answer in zip(copies, answers, strict=True):
        detected = answer["spoofing"]["detected"]
        judged = JudgedCopy(Comparison.with_real(keys, real), detected)
        for tool in (row["truth"]["automation_tool"], ALL):
            tools[tool, ALL].append(judged)
            tools[tool, request_words(row["fingerprint"].get("http"))].append(judged)
    order = sorted(tools.items(), key=lambda item: (item[0][0] == ALL, item[0]))
    heading = "Impersonators that equal a real client"
    print_table(COLUMNS, [copy_row(*key, found) for key, found in order], heading)
    counts = (
        f"{family} {one.rows['tls']} with TLS, {one.rows['http2']} with HTTP/2, "
        f"{one.rows['headers']} with headers in order"
        for family, one in sorted(real.items())
    )
    print(f"\nReal clients: {', '.join(counts)}.")


def request_words(http: Json | None) -> str:
    if not http:
        return "no request"
    version = {"1.1": "HTTP/1.1", "h2": "HTTP/2"}
    spoken = http.get("version", "1.1")
    return f"{http.get('method', 'GET')} over {version.get(spoken, spoken)}"


def copy_row(tool: str, kind: str, found: Sequence[JudgedCopy]) -> list[object]:
    def equal(layer: str) -> str:
        comparisons = [one.comparison for one in found]
        return share([layer in one.equal for one in comparisons if layer in one.present])

    equals, names_differ, differs = [], [], []
    for one in found:
        if one.comparison.all_equal:
            equals.append(one.detected)
        elif one.comparison.only_names_differ:
            names_differ.append(one.detected)
        else:
            differs.append(one.detected)
    parts = (equals, names_differ, differs)
    judged = [cell for part in parts for cell in (len(part), share(part))]
    return [tool, kind, len(found), equal("tls"), equal("http2"), equal("headers"), *judged]


def print_mistakes(rows: Sequence[Json]) -> None:
    found = count_mistakes(rows)
    clients = found.clients()
    table = [
        [mistake.name, *(found.counts[mistake.name, client] for client in clients)]
        for mistake in MISTAKES
    ]
    print_table(["request", *clients], table, "Slips of impersonators")


def share(chosen: Sequence[bool]) -> str:
    return f"{sum(chosen) / len(chosen):.3f}" if chosen else "–"
