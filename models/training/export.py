"""Writes the network and the questions' heads: graph, golden rows, known stacks, manifests."""

import hashlib
import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import familiar


def graph(net):
    """For each group an input of its name and an output `<name>_sums`: the sums of all questions'
    labels, one question after another. The batch is one row."""
    nodes, constants, inputs, outputs = [], [], [], []
    for name, start, end in net.spans:
        second = np.concatenate([net.params[name, question] for question in net.heads], axis=1)
        constants += [numpy_helper.from_array(net.params[name, 1], f"{name}_first"), numpy_helper.from_array(second, f"{name}_second")]
        nodes += [
            helper.make_node("MatMul", [name, f"{name}_first"], [f"{name}_hidden"]),
            helper.make_node("Relu", [f"{name}_hidden"], [f"{name}_active"]),
            helper.make_node("MatMul", [f"{name}_active", f"{name}_second"], [f"{name}_sums"]),
        ]
        inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, end - start]))
        outputs.append(helper.make_tensor_value_info(f"{name}_sums", TensorProto.FLOAT, [1, second.shape[1]]))
    model = helper.make_model(
        helper.make_graph(nodes, "fingerprint-api", inputs, outputs, constants),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="fingerprint-api",
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model.SerializeToString()


def sums(net, rows):
    """What the graph answers for these rows, the groups one after another."""
    parts = [np.concatenate([net.blocks(rows, question)[:, index] for question in net.heads], axis=1) for index in range(len(net.spans))]
    return np.concatenate(parts, axis=1)


def answered(binary, spans, rows):
    """The same, by onnxruntime."""
    session = onnxruntime.InferenceSession(binary, providers=["CPUExecutionProvider"])
    names = [f"{name}_sums" for name, _, _ in spans]
    answers = [session.run(names, {name: row[None, start:end] for name, start, end in spans}) for row in rows]
    return np.array([np.concatenate(groups, axis=1)[0] for groups in answers])


def network(folder, net, data, rows, golden):
    """Writes the network; returns what a question's manifest pins of it."""
    folder.mkdir(parents=True, exist_ok=True)
    binary = graph(net)
    (folder / "model.onnx").write_bytes(binary)
    outputs = answered(binary, net.spans, rows)
    if np.abs(outputs - sums(net, rows)).max() > 1e-4:
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
