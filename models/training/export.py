"""Writes one model version: the graph, its golden rows, the known stacks and the manifest."""

import hashlib
import json

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def graph(net, width, labels):
    """Gemm, Relu, Gemm: the groups' nets side by side, zero elsewhere."""
    hidden = sum(net.params[name, 1].shape[1] for name, _, _ in net.spans)
    first = np.zeros((width, hidden), np.float32)
    second = np.zeros((hidden, (len(net.spans) + 1) * labels), np.float32)
    bias = np.zeros((len(net.spans) + 1) * labels, np.float32)
    bias[-labels:] = net.params["prior"]
    offset = 0
    for block, (name, start, end) in enumerate(net.spans):
        units = net.params[name, 1].shape[1]
        first[start:end, offset : offset + units] = net.params[name, 1]
        second[offset : offset + units, block * labels : (block + 1) * labels] = net.params[name, 2]
        offset += units
    nodes = [
        helper.make_node("MatMul", ["row", "first"], ["hidden_sums"]),
        helper.make_node("Relu", ["hidden_sums"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "second", "prior"], ["blocks"]),
    ]
    constants = [numpy_helper.from_array(a, n) for n, a in (("first", first), ("second", second), ("prior", bias))]
    model = helper.make_model(
        helper.make_graph(
            nodes,
            "fingerprint-api",
            [helper.make_tensor_value_info("row", TensorProto.FLOAT, ["batch", width])],
            [helper.make_tensor_value_info("blocks", TensorProto.FLOAT, ["batch", bias.size])],
            constants,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="fingerprint-api",
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model.SerializeToString()


def write(folder, net, question, labels, schema, rows, keys, manifest):
    folder.mkdir(parents=True, exist_ok=True)
    binary = graph(net, len(schema["columns"]), len(labels))
    (folder / "model.onnx").write_bytes(binary)
    session = onnxruntime.InferenceSession(binary, providers=["CPUExecutionProvider"])
    outputs = session.run(["blocks"], {"row": rows})[0]
    own = net.blocks(rows).reshape(len(rows), -1)
    assert np.abs(outputs - own).max() < 1e-4, "the exported graph does not answer as the net does"
    golden = {"rows": compact(rows), "outputs": compact(outputs)}
    (folder / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    files = ["model.onnx", "golden.json"]
    if keys:
        (folder / "known.json").write_text(json.dumps(keys, separators=(",", ":")) + "\n")
        files.append("known.json")
    manifest = {
        "question": question,
        "version": manifest["version"],
        "schema": schema["id"],
        "golden": manifest["golden"],
        "labels": labels,
        "groups": [name for name, _, _ in net.spans],
        "silent": manifest["silent"],
        "input": "row",
        "output": "blocks",
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
        "calibration": manifest["calibration"],
        "trained_on": manifest["trained_on"],
        "metrics": manifest["metrics"],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def compact(array):
    return [[float(f"{value:.7g}") for value in row] for row in array.tolist()]


def layer_keys(schema, rows):
    """FNV-1a over the bits of each layer's numbers, as the service computes it."""
    keys = {}
    for layer in dict.fromkeys(group["layer"] for group in schema["groups"]):
        spans = [(g["start"], g["end"]) for g in schema["groups"] if g["layer"] == layer]
        words = np.concatenate([rows[:, a:b] for a, b in spans], axis=1)
        words = words[np.any(words != 0, axis=1)].astype("<f4").view("<u4").astype(np.uint64)
        hashes = np.full(len(words), 0xCBF29CE484222325, np.uint64)
        for column in range(words.shape[1]):
            hashes = (hashes ^ words[:, column]) * np.uint64(0x100000001B3)
        keys[layer] = [f"{value:016x}" for value in np.unique(hashes).tolist()]
    return keys
