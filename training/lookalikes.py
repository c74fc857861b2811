"""Impersonators next to the real clients they copy: which of their requests equal one layer by layer,
so that nobody can tell them by these layers, and which show a difference that could be seen.

Real clients are finitely many here: what equals none of them may equal one that nobody recorded, so the
share that differs is an upper bound of what can be found.
"""

import json
import subprocess
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import compose
import hello
from columns import Columns

# Families that impersonators copy.
COPIED = {"blink", "gecko", "webkit", "okhttp"}


@dataclass
class Real:
    """What real clients of one family were seen to send, layer by layer."""

    tls: set = field(default_factory=set)
    http2: set = field(default_factory=set)
    headers: set = field(default_factory=set)

    def has(self, layers):
        return [layer for layer, keys in layers.items() if keys & getattr(self, layer)]


def report(binary, rows):
    """`rows` as the sources have them, impersonators and others."""
    columns = Columns.of(binary, [row["fingerprint"] for row in rows])
    seen = [layers_of(row["fingerprint"], columns, index) for index, row in enumerate(rows)]
    real, counts = real_clients(rows, seen)
    copies = [(row, layers) for row, layers in zip(rows, seen) if row["truth"].get("client") == "impersonator"]
    said = detected(binary, [row["fingerprint"] for row, _ in copies])
    print("\n## Impersonators that equal a real client\n")
    print("Real clients: " + ", ".join(f"{family} {count['tls']} with TLS, {count['http2']} with HTTP/2, {count['headers']} with headers in order" for family, count in sorted(counts.items())) + ".\n")
    print(f"| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|")
    tools = defaultdict(list)
    for (row, layers), spoofs in zip(copies, said, strict=True):
        compared = Compared.of(layers, real, spoofs)
        for tool in (row["truth"]["automation_tool"], "all"):
            tools[tool, "all"].append(compared)
            tools[tool, kind_of(row["fingerprint"].get("http"))].append(compared)
    for (tool, kind), found in sorted(tools.items(), key=lambda item: (item[0][0] == "all", item[0])):
        print(line(tool, kind, found))


def kind_of(http):
    return f"{http.get('method', 'GET')} over {http.get('version', 'HTTP/1.1').replace('1.1', 'HTTP/1.1').replace('h2', 'HTTP/2')}" if http else "no request"


def layers_of(fingerprint, columns, index):
    """The keys of each layer that was recorded; TLS has two, as sources differ in what else they record."""
    layers = {}
    if "tls" in fingerprint:
        layers["tls"] = {columns.key(index, ["tls"]), hello.lists(fingerprint["tls"])}
    if "http2" in fingerprint:
        layers["http2"] = {columns.key(index, ["http2"])}
    http = fingerprint.get("http", {})
    if isinstance(http.get("headers"), list):
        layers["headers"] = {(http.get("version"), http.get("method", "GET"), tuple(name for name, _ in http["headers"]))}
    return {layer: keys - {None} for layer, keys in layers.items() if keys - {None}}


def real_clients(rows, seen):
    real, counts = defaultdict(Real), defaultdict(Counter)
    for row, layers in zip(rows, seen, strict=True):
        truth = row["truth"]
        if truth.get("spoofing") or "browser" not in truth or compose.family(truth) not in COPIED:
            continue
        family = compose.family(truth)
        for layer, keys in layers.items():
            getattr(real[family], layer).update(keys)
            counts[family][layer] += 1
    return real, counts


@dataclass
class Compared:
    """What of one request equals a real client's, and what the service says of it."""

    there: set
    # Layers that any family has; whether one family has them all, or all but the header names.
    equal: set
    whole: bool
    network: bool
    detected: bool

    @staticmethod
    def of(layers, real, spoofs):
        found = [set(of.has(layers)) for of in real.values()]
        network = set(layers) - {"headers"}
        return Compared(set(layers), set().union(*found), any(has == set(layers) for has in found), any(has >= network for has in found), spoofs)

    @property
    def only_names(self):
        return self.network and not self.whole


def detected(binary, requests):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for request in requests:
            file.write(json.dumps(request) + "\n")
        file.flush()
        printed = subprocess.run([str(binary), "classify", file.name], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(answer)["spoofing"]["detected"] for answer in printed.splitlines()]


HEAD = ["tool", "request", "n", "TLS equals", "HTTP/2 equals", "header names equal", "all equal, one family", "said to spoof", "names alone differ", "said to spoof", "TLS or HTTP/2 differs", "said to spoof"]


def differing(clients, columns):
    """Of training's clients: the numbers of the impersonators, and what of each equals a real client's."""
    rows = [{"truth": client.truth, "fingerprint": client.request} for client in clients]
    chosen = [index for index, client in enumerate(clients) if client.kind in {"impersonator", "capture", "stack", "stack_alone"}]
    seen = {index: layers_of(rows[index]["fingerprint"], columns, index) for index in chosen}
    real, _ = real_clients([rows[index] for index in chosen], [seen[index] for index in chosen])
    copies = [index for index in chosen if clients[index].kind == "impersonator"]
    return copies, [Compared.of(seen[index], real, False) for index in copies]


def line(tool, kind, found):
    def layer(name):
        return share([name in one.equal for one in found if name in one.there])

    parts = [[one for one in found if one.whole], [one for one in found if one.only_names], [one for one in found if not one.whole and not one.only_names]]
    said = [cell for part in parts for cell in (len(part), share([one.detected for one in part]))]
    cells = [tool, kind, len(found), layer("tls"), layer("http2"), layer("headers"), *said]
    return f"| {' | '.join(map(str, cells))} |"


def share(chosen):
    return f"{sum(chosen) / len(chosen):.3f}" if chosen else "–"
