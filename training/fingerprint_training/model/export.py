"""The network as an ONNX graph, which layers of it are one part, and the golden rows that the
service must answer alike."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from fingerprint_training.arrays import Floats, Json
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.dataset.known_stacks import MAX_NEAR_BITS
from fingerprint_training.model.network import Network
from fingerprint_training.service import Schema

OPSET = 17
IR_VERSION = 9
# The greatest difference between a sum of the graph and one of the network.
TOLERANCE = 1e-4
# Kinds of clients whose layers were observed together.
OBSERVED_KINDS = {"stack", "stack_alone", "capture"}

# Part of the graph to the groups that it runs as one.
Parts = Mapping[str, Sequence[str]]


class ExportError(Exception):
    """The graph does not answer as the network does."""


def parts_of(schema: Schema) -> Parts:
    """The groups of each layer; a group without a layer is a part of its own."""
    found: dict[str, list[str]] = {}
    for group in schema["groups"]:
        found.setdefault(group["layer"] or group["name"], []).append(group["name"])
    return found


def build_graph(network: Network, parts: Parts) -> bytes:
    """For each part an input of its name and an output `<name>_sums`: the sums of all questions'
    labels, one question after another. The groups of a part share no unit. The batch is one row."""
    nodes, constants, inputs, outputs = [], [], [], []
    for name, groups in parts.items():
        first = block_diagonal([network.params[group, 1] for group in groups])
        second = np.concatenate([_second_layer(network, group) for group in groups])
        constants += [
            numpy_helper.from_array(first, f"{name}_first"),
            numpy_helper.from_array(second, f"{name}_second"),
        ]
        nodes += [
            helper.make_node("MatMul", [name, f"{name}_first"], [f"{name}_hidden"]),
            helper.make_node("Relu", [f"{name}_hidden"], [f"{name}_active"]),
            helper.make_node("MatMul", [f"{name}_active", f"{name}_second"], [f"{name}_sums"]),
        ]
        inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, len(first)]))
        sums = helper.make_tensor_value_info(
            f"{name}_sums", TensorProto.FLOAT, [1, second.shape[1]]
        )
        outputs.append(sums)
    model = helper.make_model(
        helper.make_graph(nodes, "fingerprint-api", inputs, outputs, constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="fingerprint-api",
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model.SerializeToString()


def _second_layer(network: Network, group: str) -> Floats:
    return np.concatenate([network.params[group, question] for question in network.heads], axis=1)


def block_diagonal(blocks: Sequence[Floats]) -> Floats:
    shape = np.sum([block.shape for block in blocks], axis=0)
    joined = np.zeros(shape, np.float32)
    row = column = 0
    for block in blocks:
        joined[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return joined


def part_spans(network: Network, parts: Parts) -> dict[str, tuple[int, int]]:
    """The columns of each part."""
    places = {name: (start, end) for name, start, end in network.spans}
    return {name: (places[groups[0]][0], places[groups[-1]][1]) for name, groups in parts.items()}


def network_sums(network: Network, parts: Parts, rows: Floats) -> Floats:
    """What the graph answers for these rows, the parts one after another."""
    names = [name for name, _, _ in network.spans]
    blocks = np.concatenate(
        [network.blocks(rows, question)[:, :-1] for question in network.heads], axis=2
    )
    sums = [
        blocks[:, [names.index(group) for group in groups]].sum(axis=1) for groups in parts.values()
    ]
    return np.concatenate(sums, axis=1)


def graph_sums(graph: bytes, spans: Mapping[str, tuple[int, int]], rows: Floats) -> Floats:
    """The same, by onnxruntime."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    names = [f"{name}_sums" for name in spans]
    answers = [
        session.run(names, {name: row[None, start:end] for name, (start, end) in spans.items()})
        for row in rows
    ]
    return np.array([np.concatenate(part, axis=1)[0] for part in answers])


@dataclass(frozen=True)
class Exporter:
    """Writes a version of the network and of its questions."""

    models: Path
    version: str
    network: Network
    data: Dataset

    def write_network(self, golden_rows: Floats) -> Json:
        """Returns what a question's manifest pins of the network."""
        folder = self._folder("network")
        parts = parts_of(self.data.schema)
        graph = build_graph(self.network, parts)
        (folder / "model.onnx").write_bytes(graph)
        outputs = graph_sums(graph, part_spans(self.network, parts), golden_rows)
        expected = network_sums(self.network, parts, golden_rows)
        if np.abs(outputs - expected).max() > TOLERANCE:
            raise ExportError("the exported graph does not answer as the network does")
        golden = {"rows": rounded_rows(golden_rows), "outputs": rounded_rows(outputs)}
        write_compact(folder / "golden.json", golden)
        write_compact(folder / "known.json", known_layers(self.data))
        files = {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "golden.json", "known.json")
        }
        manifest = {
            "version": self.version,
            "schema": self.data.schema["id"],
            "golden": hashlib.sha256(golden_rows.astype("<f4").tobytes()).hexdigest(),
            "groups": [name for name, _, _ in self.network.spans],
            "outputs": sum(head.labels for head in self.network.heads.values()),
            "files": files,
        }
        write_manifest(folder, manifest)
        return {"version": self.version, "sha256": files["model.onnx"]}

    def write_head(self, question: str, pinned: Json, rest: Json) -> Path:
        """Writes a question's manifest; returns its folder."""
        folder, heads = self._folder(question), self.network.heads
        before = list(heads)[: list(heads).index(question)]
        prior = self.network.params["prior", question].tolist()
        manifest = {
            "question": question,
            "version": self.version,
            "schema": self.data.schema["id"],
            "network": pinned,
            "labels": self.data.labels[question],
            "silent": sorted(heads[question].silent),
            "first_output": sum(heads[name].labels for name in before),
            "prior": [float(f"{value:.7g}") for value in prior],
        }
        write_manifest(folder, manifest | rest)
        return folder

    def _folder(self, name: str) -> Path:
        folder = self.models / name / self.version
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def known_layers(data: Dataset) -> Json:
    """The stacks and layers of training, by which the service tells how new one is."""
    observed = [client.kind in OBSERVED_KINDS for client in data.clients]
    keys = layer_keys(data.schema, data.rows)
    return {
        "keys": {layer: found for layer, found in keys.items() if layer != "tls"},
        "near": MAX_NEAR_BITS,
        "fields": [{"known": known, "columns": columns} for known, columns in data.stacks.fields],
        "stacks": data.stacks.hexadecimal(data.stacks.unique(data.rows[observed])),
    }


def layer_keys(schema: Schema, rows: Floats) -> dict[str, list[str]]:
    """FNV-1a over the bits of each layer's numbers, as the service computes it. Pages are as many
    as machines: that one was seen says nothing."""
    keys = {}
    layers = [group["layer"] for group in schema["groups"]]
    for layer in dict.fromkeys(name for name in layers if name and name != "browser"):
        spans = [(g["start"], g["end"]) for g in schema["groups"] if g["layer"] == layer]
        numbers = np.concatenate([rows[:, start:end] for start, end in spans], axis=1)
        numbers = numbers[np.any(numbers != 0, axis=1)]
        words = numbers.astype("<f4").view("<u4").astype(np.uint64)
        hashes = np.full(len(words), 0xCBF29CE484222325, np.uint64)
        for column in range(words.shape[1]):
            hashes = (hashes ^ words[:, column]) * np.uint64(0x100000001B3)
        keys[layer] = [f"{value:016x}" for value in np.unique(hashes).tolist()]
    return keys


def rounded_rows(rows: Floats) -> list[list[float]]:
    return [[float(f"{value:.7g}") for value in row] for row in rows.tolist()]


def write_compact(path: Path, value: Json) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


def write_manifest(folder: Path, manifest: Json) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
