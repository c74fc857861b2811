"""Writes the network and the questions' heads: graph, golden rows, known stacks, manifests."""

import hashlib
import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import familiar


def parts(schema):
    """The groups of each layer, which the graph runs as one; a group without a layer is a part of its own."""
    found = {}
    for group in schema["groups"]:
        found.setdefault(group["layer"] or group["name"], []).append(group["name"])
    return found


def graph(net, parts):
    """For each part an input of its name and an output `<name>_sums`: the sums of all questions'
    labels, one question after another. The groups of a part share no unit. The batch is one row."""
    nodes, constants, inputs, outputs = [], [], [], []
    for name, groups in parts.items():
        first = block_diagonal([net.params[group, 1] for group in groups])
        second = np.concatenate([np.concatenate([net.params[group, question] for question in net.heads], axis=1) for group in groups])
        constants += [numpy_helper.from_array(first, f"{name}_first"), numpy_helper.from_array(second, f"{name}_second")]
        nodes += [
            helper.make_node("MatMul", [name, f"{name}_first"], [f"{name}_hidden"]),
            helper.make_node("Relu", [f"{name}_hidden"], [f"{name}_active"]),
            helper.make_node("MatMul", [f"{name}_active", f"{name}_second"], [f"{name}_sums"]),
        ]
        inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, len(first)]))
        outputs.append(helper.make_tensor_value_info(f"{name}_sums", TensorProto.FLOAT, [1, second.shape[1]]))
    model = helper.make_model(
        helper.make_graph(nodes, "fingerprint-api", inputs, outputs, constants),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="fingerprint-api",
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model.SerializeToString()


def block_diagonal(blocks):
    whole = np.zeros(np.sum([block.shape for block in blocks], axis=0), np.float32)
    row = column = 0
    for block in blocks:
        whole[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return whole


def spans(net, parts):
    """The columns of each part."""
    of = {name: (start, end) for name, start, end in net.spans}
    return {name: (of[groups[0]][0], of[groups[-1]][1]) for name, groups in parts.items()}


def sums(net, parts, rows):
    """What the graph answers for these rows, the parts one after another."""
    names = [name for name, _, _ in net.spans]
    blocks = np.concatenate([net.blocks(rows, question)[:, :-1] for question in net.heads], axis=2)
    return np.concatenate([blocks[:, [names.index(group) for group in groups]].sum(axis=1) for groups in parts.values()], axis=1)


def answered(binary, spans, rows):
    """The same, by onnxruntime."""
    session = onnxruntime.InferenceSession(binary, providers=["CPUExecutionProvider"])
    names = [f"{name}_sums" for name in spans]
    answers = [session.run(names, {name: row[None, start:end] for name, (start, end) in spans.items()}) for row in rows]
    return np.array([np.concatenate(part, axis=1)[0] for part in answers])


def network(folder, net, data, rows, golden):
    """Writes the network; returns what a question's manifest pins of it."""
    folder.mkdir(parents=True, exist_ok=True)
    of = parts(data.schema)
    binary = graph(net, of)
    (folder / "model.onnx").write_bytes(binary)
    outputs = answered(binary, spans(net, of), rows)
    if np.abs(outputs - sums(net, of, rows)).max() > 1e-4:
        raise AssertionError("the exported graph does not answer as the net does")
    write_json(folder / "golden.json", {"rows": compact(rows), "outputs": compact(outputs)})
    write_json(folder / "known.json", known(data))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "golden.json", "known.json")}
    manifest = {
        "version": folder.name,
        "schema": data.schema["id"],
        "golden": golden,
        "groups": [name for name, _, _ in net.spans],
        "outputs": sum(head.labels for head in net.heads.values()),
        "files": files,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    return {"version": folder.name, "sha256": files["model.onnx"]}


def head(folder, net, question, labels, data, pinned, rest):
    """Writes a question's manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    before = list(net.heads)[: list(net.heads).index(question)]
    manifest = {
        "question": question,
        "version": folder.name,
        "schema": data.schema["id"],
        "network": pinned,
        "labels": labels,
        "silent": sorted(net.heads[question].silent),
        "first_output": sum(net.heads[name].labels for name in before),
        "prior": [float(f"{value:.7g}") for value in net.params["prior", question].tolist()],
    } | rest
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def known(data):
    seen = data.stacks.unique(data.rows[[client.kind in {"stack", "stack_alone", "capture"} for client in data.clients]])
    return {
        "keys": {layer: keys for layer, keys in layer_keys(data.schema, data.rows).items() if layer != "tls"},
        "near": familiar.NEAREST,
        "fields": [{"known": known, "columns": columns} for known, columns in data.stacks.fields],
        "stacks": data.stacks.hexadecimal(seen),
    }


def write_json(path, value):
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


def compact(array):
    return [[float(f"{value:.7g}") for value in row] for row in array.tolist()]


def layer_keys(schema, rows):
    """FNV-1a over the bits of each layer's numbers, as the service computes it. Pages are as many as
    machines: that one was seen says nothing."""
    keys = {}
    for layer in dict.fromkeys(group["layer"] for group in schema["groups"] if group["layer"] not in {None, "browser"}):
        spans = [(g["start"], g["end"]) for g in schema["groups"] if g["layer"] == layer]
        words = np.concatenate([rows[:, a:b] for a, b in spans], axis=1)
        words = words[np.any(words != 0, axis=1)].astype("<f4").view("<u4").astype(np.uint64)
        hashes = np.full(len(words), 0xCBF29CE484222325, np.uint64)
        for column in range(words.shape[1]):
            hashes = (hashes ^ words[:, column]) * np.uint64(0x100000001B3)
        keys[layer] = [f"{value:016x}" for value in np.unique(hashes).tolist()]
    return keys
