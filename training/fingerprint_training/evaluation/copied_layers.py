"""Impersonators next to the real clients they copy: which of their requests equal one layer by
layer, so that nobody can find them by these layers, and which show a difference that could be seen.

Real clients are finitely many here: what equals none of them may equal one that nobody recorded, so
the share that differs is an upper bound of what can be found.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from fingerprint_training.arrays import Json
from fingerprint_training.composition.client import Client
from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.labels import stack_family
from fingerprint_training.observations.client_hello import list_key

# Families that impersonators copy.
COPIED_FAMILIES = {"blink", "gecko", "webkit", "okhttp"}
COMPARED_KINDS = {"impersonator", "capture", "stack", "stack_alone"}
LAYERS = ("tls", "http2", "headers")

# Layer to the keys that a request has of it.
LayerKeys = Mapping[str, set[Hashable]]


@dataclass
class RealLayers:
    """What real clients of one family were seen to send, layer by layer, and in how many rows."""

    keys: dict[str, set[Hashable]] = field(default_factory=lambda: {name: set() for name in LAYERS})
    rows: Counter[str] = field(default_factory=Counter)

    def equal_layers(self, layers: LayerKeys) -> set[str]:
        return {layer for layer, keys in layers.items() if keys & self.keys[layer]}


@dataclass
class Comparison:
    """What of one request equals a real client's."""

    present: set[str]
    # Layers that any family has; whether one family has them all, or all but the header names.
    equal: set[str]
    all_equal: bool
    network_equal: bool

    @classmethod
    def with_real(cls, layers: LayerKeys, real: Mapping[str, RealLayers]) -> "Comparison":
        found = [family.equal_layers(layers) for family in real.values()]
        present = set(layers)
        network = present - {"headers"}
        return cls(
            present,
            set().union(*found),
            any(equal == present for equal in found),
            any(equal >= network for equal in found),
        )

    @property
    def only_names_differ(self) -> bool:
        return self.network_equal and not self.all_equal


def layer_keys(fingerprint: Json, columns: LayerColumns, index: int) -> LayerKeys:
    """The keys of each layer that was recorded; TLS has two, as sources differ in what else they
    record."""
    layers: dict[str, set[Hashable]] = {}
    if "tls" in fingerprint:
        layers["tls"] = {columns.key(index, ["tls"]), list_key(fingerprint["tls"])}
    if "http2" in fingerprint:
        layers["http2"] = {columns.key(index, ["http2"])}
    http = fingerprint.get("http", {})
    if isinstance(http.get("headers"), list):
        names = tuple(name for name, _ in http["headers"])
        layers["headers"] = {(http.get("version"), http.get("method", "GET"), names)}
    return {layer: keys - {None} for layer, keys in layers.items() if keys - {None}}


def real_clients(rows: Sequence[Json], layers_by_row: Sequence[LayerKeys]) -> dict[str, RealLayers]:
    """By family; `rows` as the sources have them."""
    real: dict[str, RealLayers] = defaultdict(RealLayers)
    for row, layers in zip(rows, layers_by_row, strict=True):
        truth = row["truth"]
        if truth.get("spoofing") or "browser" not in truth:
            continue
        family = stack_family(truth)
        if family in COPIED_FAMILIES:
            for layer, keys in layers.items():
                real[family].keys[layer].update(keys)
                real[family].rows[layer] += 1
    return real


def compare_impersonators(
    clients: Sequence[Client], columns: LayerColumns
) -> dict[int, Comparison]:
    """Of training's clients: the impersonators by number, and what of each equals a real
    client's."""
    chosen = [index for index, client in enumerate(clients) if client.kind in COMPARED_KINDS]
    layers = {index: layer_keys(clients[index].request, columns, index) for index in chosen}
    real = real_clients(
        [{"truth": clients[index].truth} for index in chosen], list(layers.values())
    )
    return {
        index: Comparison.with_real(layers[index], real)
        for index in chosen
        if clients[index].kind == "impersonator"
    }
