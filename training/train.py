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

import card
import compose
import export
import familiar
import figures
import folds
import gate
import honesty
import intervals
import measured
import observations
import strangers
import verdicts
from net import Head

ROOT = Path(__file__).resolve().parents[1]
CAPTURES = ROOT / "captures/captures.jsonl.gz"
QUESTIONS = {
    "browser": ["chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium", "firefox",
                "tor_browser", "safari", "webkit", "webview", "internet_explorer", "curl", "wget", "python", "go",
                "java", "node", "okhttp", "dotnet", "ruby", "php", "perl", "rust", "library", "crawler"],
    "os": ["windows", "macos", "linux", "android", "ios", "chromeos"],
    "device": ["desktop", "mobile", "tablet", "bot"],
    "client": ["browser", "webview", "http_library", "crawler"],
    "spoofing": ["honest", "spoofed"],
}
# Groups that say nothing about a question. The kernel says nothing of the program above it. How claim
# and layers agree is heard only where honesty is asked about, and honesty is nothing but agreement:
# what a client *is* must not hang on what it says. An impersonator is no label of `client`: it looks
# like what it copies, and a model that was taught its name called complete browsers by it.
SILENT = {
    "browser": ["tcp", "agreement"],
    "os": ["agreement"],
    "device": ["agreement"],
    "client": ["tcp", "agreement"],
    "spoofing": ["tcp", "tls", "http2", "http", "client_hints", "user_agent", "browser", "probes"],
}
LEAST_ROWS = 20


def main():
    settings = arguments()
    started = time.time()
    work = ROOT / "training/work"
    work.mkdir(parents=True, exist_ok=True)
    clients, counts = gather(settings)
    print(f"{len(clients)} clients from {sum(counts.values())} observations: {counts}")
    schema = json.loads(run(settings.binary, "schema"))
    rows = extract(settings.binary, clients, work)
    found = honesty.findings(settings.binary, work / "clients.jsonl")
    print(f"{rows.shape[1]} columns, schema {schema['id']}, {time.time() - started:.0f} s")
    golden_rows, golden_hash = golden(settings.binary, work)
    data = Data(clients, rows, schema, found)
    data.strongest = {q: gate.no_column_tells_all(data.rows[t >= 0], t[t >= 0], data.columns, data.heads[q].labels) for q, t in data.targets.items() if q != "spoofing"}

    stack, build = folds.by_stack(data, settings), folds.by_build(data, settings)
    print(f"answered out of fold, {time.time() - started:.0f} s")
    net = folds.net(data, np.ones(len(rows), bool), "all rows", settings)
    models = ROOT / "models"
    pinned = export.network(models / "network" / settings.version, net, data, golden_rows, golden_hash)
    results = {question: measured.question(data, question, stack, build) for question in QUESTIONS}
    results["browser"].metrics |= strangers.figures_of(data, results["browser"], settings)
    factors, found_out = verdicts.spoofing(data, results)
    results["spoofing"].metrics |= found_out
    results["spoofing"].rest = {"combination": factors}
    results["client"].metrics["automation"] = verdicts.automation(data, results)
    for question, result in results.items():
        trained_on = summary(data, question, counts, settings)
        folder = models / question / settings.version
        export.head(folder, net, question, data.labels[question], data, pinned, {
            "calibration": result.calibration, **result.rest, "trained_on": trained_on, "metrics": card.published(result.metrics)})
        card.write(folder, question, data.labels[question], result.metrics, trained_on)
        print(f"{question}: {card.summary(result.metrics)}")
    lines = [f'{question} = "{settings.version}"' for question in QUESTIONS]
    (models / "active.toml").write_text("# The versions that answer.\n" + "\n".join(lines) + "\n")
    print(f"done in {time.time() - started:.0f} s")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/fingerprint-api", help="the service: it computes the features")
    parser.add_argument("--version", default="2026.11.5", help="name of the model version to write")
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--size", type=int, default=26000, help="clients to compose")
    settings = parser.parse_args()
    observations.check(settings.data)
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
    page_captures: list
    impersonators: list

    def counts(self):
        return {name: len(rows) for name, rows in vars(self).items()}


def gather(settings):
    sources = Sources(
        observations.stacks(settings.data), observations.syns(settings.data), observations.headers(settings.data),
        observations.user_agents(settings.data), observations.captures(CAPTURES),
        observations.page_captures(ROOT / "tests/golden/browser"), observations.impersonators(settings.data, CAPTURES))
    merge_by_key(settings, sources.stacks + sources.captures)
    everything = [o for rows in vars(sources).values() for o in rows]
    gate.groups_stand_apart([o.group for o in everything], [o.fold for o in everything])
    return compose.compose(sources, settings.seed, settings.size), sources.counts()


def merge_by_key(settings, with_tls):
    """The key is the row of TLS features: coarser than a key of all lists, so it merges more."""
    work = ROOT / "training/work"
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
    """Every client as numbers: rows, and for each question what is true and what a row is worth."""

    def __init__(self, clients, rows, schema, findings):
        self.clients, self.rows, self.schema, self.findings = clients, rows, schema, findings
        self.spans = [(g["name"], g["start"], g["end"]) for g in schema["groups"]]
        self.columns = [column["name"] for column in schema["columns"]]
        self.folds = np.array([client.fold for client in clients])
        self.kinds = np.array([client.kind for client in clients])
        self.groups = intervals.numbered([(client.fold_group, client.other_group) for client in clients])
        self.fields = field_masks(self.columns)
        self.stacks = familiar.Stacks(self.columns)
        # Majors of layers that were put together by chance are not compared.
        for client, found in zip(clients, findings):
            if not client.of_one_version:
                found[:] = [finding for finding in found if finding["code"] not in honesty.OF_MAJORS]
        eras = [index for index, column in enumerate(self.columns) if column.startswith("agreement.era_")]
        self.rows[np.ix_(np.array([not client.of_one_version for client in clients]), eras)] = 0
        self.present = np.stack([np.any(rows[:, a:b] != 0, axis=1) for _, a, b in self.spans], axis=1)
        self.has_tls = self.present[:, [name for name, _, _ in self.spans].index("tls")]
        self.labels, self.targets, self.weights, self.heads = {}, {}, {}, {}
        for question, vocabulary in QUESTIONS.items():
            self.ask(question, vocabulary)

    def ask(self, question, vocabulary):
        truths = [truth(client, question) for client in self.clients]
        names, numbers = np.unique([t for t in truths if t in vocabulary], return_counts=True)
        labels = [label for label in vocabulary if dict(zip(names, numbers)).get(label, 0) >= LEAST_ROWS]
        target = np.array([labels.index(t) if t in labels else -1 for t in truths])
        if question == "spoofing":
            compared = np.any(self.rows[:, self.span("agreement")] != 0, axis=1)
            target[~compared] = -1
        known = target >= 0
        weight = np.array([client.weight for client in self.clients], np.float32) * known
        if question in {"browser", "client"}:
            weight *= np.array([client.frequency for client in self.clients], np.float32)
        ios = np.array([client.truth.get("os") == "ios" for client in self.clients])
        weight[known] *= balance(target[known], weight[known], labels, ios[known])
        lies = np.array([client.lies for client in self.clients])
        if question == "spoofing":
            # A copy in which nothing disagrees teaches only that agreement is suspicious.
            weight[(target == 1) & ~np.any(self.rows[:, self.span("agreement")] < 0, axis=1)] = 0
            # Half and half: the model's log-odds are then the weight of the evidence.
            weight[target == 1] *= weight[target == 0].sum() / weight[target == 1].sum()
        elif weight[lies].sum():
            weight[lies] *= compose.LIARS / (1 - compose.LIARS) * weight[~lies].sum() / weight[lies].sum()
        self.labels[question], self.targets[question], self.weights[question] = labels, target, weight
        self.heads[question] = Head(len(labels), SILENT[question])

    def span(self, group):
        return next(slice(a, b) for name, a, b in self.spans if name == group)

    def heard(self, question):
        return np.array([name not in self.heads[question].silent for name, _, _ in self.spans])


def truth(client, question):
    if question == "spoofing":
        return {True: "honest", False: "spoofed", None: None}[client.honest]
    return client.truth.get(question)


def field_masks(columns):
    """Columns that come and go together because a source or a client leaves the field out."""
    fields = [
        ("tls.cipher_", "tls.ciphers_known", "tls.order_", "tls.first_cipher", "tls.renegotiation_cipher"),
        ("tls.extension_", "tls.extensions_known"), ("tls.group_", "tls.groups_known", "tls.first_group"),
        ("tls.signature_", "tls.signatures_known", "tls.first_signature"), ("tls.alpn_",), ("tls.highest_version_",), ("tls.version_", "tls.versions_known"),
        ("tls.point_format_",), ("http2.setting_",), ("http2.window_",), ("http2.pseudo_",), ("tcp.window_",),
        ("tcp.time_to_live_",), ("tcp.layout_",), ("tls.certificate_compression_",), ("tls.order_",),
        ("http.accept_",), ("http.languages_",), ("http.encoding",), ("http.fetch_",), ("http.sends_",),
        ("client_hints.brand",), ("client_hints.platform_",), ("client_hints.mobile",),
        ("browser.vendor_",), ("browser.product_sub",), ("browser.eval_length", "browser.errors_"), ("browser.chrome_object",),
        ("browser.oscpu", "browser.build_id"), ("browser.brand_objects_known", "browser.object_"),
        ("browser.user_agent_data_known", "browser.brand", "browser.data_"), ("browser.brand",), ("browser.data_platform_",),
        ("browser.platform_",), ("browser.hardware_concurrency",), ("browser.device_memory",), ("browser.touch",),
        ("browser.screen_", "browser.color_depth_", "browser.pixel_ratio"), ("browser.gpu_",), ("browser.fonts_",), ("browser.codec_",),
        ("browser.plugins_", "browser.pdf_viewer"),
        ("browser.pointer_", "browser.hover", "browser.touch_events"),
    ]
    counts = familiar.COUNTED
    return [np.array([i for i, c in enumerate(columns) if c.startswith(f) and c not in counts]) for f in fields]


def balance(target, weight, labels, ios):
    """Rare families count more, by the square root: Chrome is three rows in four. The brands of Blink
    are one family, and so are browsers and web views: where nothing tells them apart the common one is
    the better answer. On iOS the brands are another: there each is one of WebKit."""
    families = figures.family(labels)
    if "browser" in labels and "webview" in labels:
        families[labels.index("webview")] = families[labels.index("browser")]
    of = families[target] + len(labels) * ios
    mass = np.bincount(of, weight)
    factor = np.sqrt(mass[mass > 0].mean() / np.maximum(mass, 1e-6))
    return np.clip(factor, 0.3, 5.0)[of].astype(np.float32)


def summary(data, question, counts, settings):
    target = data.targets[question]
    strongest = data.strongest.get(question)
    return {
        "rows": int((target >= 0).sum()), "observations": counts, "seed": settings.seed, "liars": compose.LIARS,
        "trained_at": int(time.time()),
        "labels": {label: int((target == i).sum()) for i, label in enumerate(data.labels[question])},
        "strongest_column": strongest and {"name": strongest[0], "accuracy": round(strongest[1], 4)},
    }


if __name__ == "__main__":
    main()
