"""Trains the models of the service from observations, measures them on held-out groups, and writes
them with their manifests and cards.

    make models            everything, with the data beside the checkout
    python train.py --help the settings

Seeds are fixed: the same data and the same pinned packages give the same files.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# Threads of the linear algebra change the order of sums; fixed before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")

import numpy as np

import calibrate
import card
import compose
import export
import gate
import observations
from net import SILENT, Net

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = {
    "browser": ["chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium", "firefox",
                "tor_browser", "safari", "webkit", "webview", "internet_explorer", "curl", "wget", "python", "go",
                "java", "node", "okhttp", "dotnet", "ruby", "php", "perl", "rust", "library", "crawler"],
    "os": ["windows", "macos", "linux", "android", "ios", "chromeos"],
    "device": ["desktop", "mobile", "tablet", "bot"],
    "client": ["browser", "webview", "http_library", "crawler"],
}
LEAST_ROWS = 20


def main():
    settings = arguments()
    started = time.time()
    work = ROOT / "models/training/work"
    work.mkdir(parents=True, exist_ok=True)
    clients, counts = gather(settings)
    print(f"{len(clients)} clients from {sum(counts.values())} observations: {counts}")
    schema = json.loads(run(settings.binary, "schema"))
    rows = extract(settings.binary, clients, work)
    print(f"{rows.shape[1]} columns, schema {schema['id']}, {time.time() - started:.0f} s")
    golden_rows, golden_hash = golden(settings.binary, work)
    data = Data(clients, rows, schema)
    for question, vocabulary in QUESTIONS.items():
        train_question(question, vocabulary, data, golden_rows, golden_hash, counts, settings)
    lines = [f'{question} = "{settings.version}"' for question in QUESTIONS]
    (ROOT / "models/active.toml").write_text("# The versions that answer.\n" + "\n".join(lines) + "\n")
    print(f"done in {time.time() - started:.0f} s")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/fingerprint-api", help="the service: it computes the features")
    parser.add_argument("--version", default="2026.11.1", help="name of the model version to write")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--size", type=int, default=30000, help="clients to compose")
    settings = parser.parse_args()
    if not (settings.data / "train_tls.jsonl.gz").is_file():
        sys.exit(f"no observations in {settings.data}: name their folder with --data (models/training/README.md, Data)")
    if not settings.binary.is_file():
        sys.exit(f"no binary at {settings.binary}: cargo build --release")
    return settings


@dataclass
class Sources:
    stacks: list
    syns: list
    headers: list
    user_agents: list
    captures: list

    def counts(self):
        return {name: len(rows) for name, rows in vars(self).items()}


def gather(settings):
    sources = Sources(
        observations.stacks(settings.data), observations.syns(settings.data), observations.headers(settings.data),
        observations.user_agents(settings.data), observations.captures(ROOT / "models/training/captures/captures.jsonl.gz"))
    merge_by_key(settings, sources.stacks + sources.captures)
    everything = [o for rows in vars(sources).values() for o in rows]
    gate.groups_stand_apart([o.group for o in everything], [o.fold for o in everything])
    return compose.compose(sources, settings.seed, settings.size), sources.counts()


def merge_by_key(settings, with_tls):
    """The key is the row of TLS features: coarser than a key of all lists, so it merges more."""
    work = ROOT / "models/training/work"
    rows = extract(settings.binary, [compose.Client(o.fingerprint, {}, 0, 1.0, "") for o in with_tls], work)
    schema = json.loads(run(settings.binary, "schema"))
    start, end = next((g["start"], g["end"]) for g in schema["groups"] if g["name"] == "tls")
    keys = [row.tobytes() if row.any() else None for row in rows[:, start:end]]
    observations.merge_groups(with_tls, [hashlib.sha256(key).hexdigest()[:12] if key else None for key in keys])


def run(binary, *words):
    return subprocess.run([str(binary), *map(str, words)], check=True, stdout=subprocess.PIPE).stdout


def extract(binary, clients, work):
    compose.write(clients, work / "clients.jsonl")
    run(binary, "features", work / "clients.jsonl", "--out", work / "rows.npy")
    return np.load(work / "rows.npy")


def golden(binary, work):
    """The rows of the committed golden requests, and the hash that a manifest pins."""
    run(binary, "features", ROOT / "tests/golden/requests.jsonl", "--out", work / "golden.npy")
    rows = np.load(work / "golden.npy")
    return rows, hashlib.sha256(rows.astype("<f4").tobytes()).hexdigest()


class Data:
    def __init__(self, clients, rows, schema):
        self.clients, self.rows, self.schema = clients, rows, schema
        self.spans = [(g["name"], g["start"], g["end"]) for g in schema["groups"]]
        self.columns = [column["name"] for column in schema["columns"]]
        self.folds = np.array([client.fold for client in clients])
        self.kinds = np.array([client.kind for client in clients])
        self.fields = field_masks(self.columns)


def field_masks(columns):
    """Columns that come and go together because a source or a client leaves the field out."""
    fields = [
        ("tls.cipher_", "tls.ciphers_known", "tls.order_", "tls.first_cipher", "tls.renegotiation_cipher"),
        ("tls.extension_", "tls.extensions_known"), ("tls.group_", "tls.groups_known", "tls.first_group"),
        ("tls.signature_", "tls.signatures_known", "tls.first_signature"), ("tls.alpn_",), ("tls.highest_version_",),
        ("tls.point_format_",), ("http2.setting_",), ("http2.window_",), ("http2.pseudo_",), ("tcp.window_",),
        ("tcp.time_to_live_",), ("tcp.layout_",), ("tls.certificate_compression_",), ("tls.order_",),
        ("http.accept_",), ("http.languages_",), ("http.encoding",), ("http.fetch_",), ("http.sends_",),
        ("client_hints.brand",), ("client_hints.platform_",), ("client_hints.mobile",),
    ]
    counts = {"tls.cipher_count", "tls.extension_count", "tls.group_count", "tls.signature_count"}
    return [np.array([i for i, c in enumerate(columns) if c.startswith(f) and c not in counts]) for f in fields]


def train_question(question, vocabulary, data, golden_rows, golden_hash, counts, settings):
    known = np.array([client.truth.get(question) in vocabulary for client in data.clients])
    names, numbers = np.unique([client.truth[question] for client, k in zip(data.clients, known) if k], return_counts=True)
    labels = [label for label in vocabulary if dict(zip(names, numbers)).get(label, 0) >= LEAST_ROWS]
    usable = np.array([client.truth.get(question) in labels for client in data.clients])
    rows, folds, kinds = data.rows[usable], data.folds[usable], data.kinds[usable]
    target = np.array([labels.index(c.truth[question]) for c, u in zip(data.clients, usable) if u])
    weight = np.array([c.weight for c, u in zip(data.clients, usable) if u], np.float32)
    weight *= balance(target, weight, len(labels))
    lies = np.array([c.lies for c, u in zip(data.clients, usable) if u])
    weight[lies] *= compose.LIARS / (1 - compose.LIARS) * weight[~lies].sum() / weight[lies].sum()
    strongest = gate.no_column_tells_all(rows, target, data.columns, len(labels))

    blocks = np.zeros((len(rows), len(data.spans) + 1, len(labels)), np.float32)
    unseen = np.zeros(len(rows), bool)
    for fold in range(observations.FOLDS):
        train, test = folds != fold, folds == fold
        blocks[test] = fitted(question, f"fold {fold + 1}/{observations.FOLDS}", data, labels, rows[train], target[train], weight[train], settings).blocks(rows[test])
        unseen[test] = gate.unseen(rows[train], rows[test])
    net = fitted(question, "all rows", data, labels, rows, target, weight, settings)

    heard = np.array([name not in SILENT[question] for name, _, _ in data.spans])
    calibration, table = calibrated(data, heard, labels, rows, blocks, target, weight, unseen)
    metrics = card.measure(data, heard, labels, rows, blocks, target, weight, kinds, unseen, calibration)
    metrics["subsets"] = table
    trained_on = {"rows": int(len(rows)), "observations": counts, "seed": settings.seed, "liars": compose.LIARS,
                  "labels": {label: int((target == i).sum()) for i, label in enumerate(labels)},
                  "strongest_column": {"name": strongest[0], "accuracy": round(strongest[1], 4)}}
    folder = ROOT / "models" / question / settings.version
    keys = export.layer_keys(data.schema, data.rows) if question == "browser" else None
    export.write(folder, net, question, labels, data.schema, golden_rows, keys, {
        "version": settings.version, "golden": golden_hash, "silent": SILENT[question], "calibration": calibration, "trained_on": trained_on, "metrics": metrics})
    card.write(folder / "card.md", question, settings.version, labels, metrics, trained_on)
    print(f"{question}: {card.summary(metrics)}")


def balance(target, weight, labels):
    """Rare labels count more, by the square root: Chrome is three rows in four."""
    mass = np.bincount(target, weight, labels)
    factor = np.sqrt(mass.mean() / np.maximum(mass, 1e-6))
    return np.clip(factor, 0.3, 5.0)[target].astype(np.float32)


def fitted(question, what, data, labels, rows, target, weight, settings):
    net = Net(data.spans, len(labels), settings.seed, SILENT[question])
    live = sys.stderr.isatty()

    def report(epoch, epochs, loss):
        if live or epoch == epochs:
            print(f"\r{question}, {what}: epoch {epoch}/{epochs}, loss {loss:.4f}", end="" if live and epoch < epochs else "\n", file=sys.stderr)

    net.fit(rows, target, weight, data.fields, epochs=settings.epochs, seed=settings.seed, report=report)
    return net


def halved(weight, exact):
    """Rows that have just these groups count as much as all those that have more: both are asked
    about, the first as whole requests, the others layer by layer."""
    weight = weight.copy()
    if exact.sum() >= calibrate.MIN_ROWS:
        weight[exact] *= weight[~exact].sum() / weight[exact].sum()
    return weight


def calibrated(data, heard, labels, rows, blocks, target, weight, unseen):
    """Calibration and accuracy for every subset of groups, on out-of-fold answers of rows that have
    all of its groups."""
    present = np.stack([np.any(rows[:, a:b] != 0, axis=1) for _, a, b in data.spans], axis=1) & heard
    calibration, table = {}, {}
    for chosen in calibrate.subsets(data.spans):
        inside = present[:, list(chosen)].all(axis=1)
        if inside.sum() < calibrate.MIN_ROWS:
            continue
        name = "+".join(data.spans[i][0] for i in chosen)
        exact = inside & (present.sum(axis=1) == len(chosen))
        fit = calibrate.fit(blocks[inside], chosen, target[inside], halved(weight, exact)[inside])
        calibration[name] = fit
        table[name] = card.subset_row(calibrate.answered(blocks[inside], chosen, fit), target[inside], weight[inside], unseen[inside], fit, labels)
    everything = range(len(data.spans))
    absent = blocks.copy()
    absent[:, :-1][~present] = 0
    calibration["any"] = calibrate.fit(absent, everything, target, weight)
    return calibration, table


if __name__ == "__main__":
    main()
