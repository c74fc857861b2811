"""Prints the figures that README quotes: of the models from their manifests, of claims and findings by
asking the built service.

    make measure

Models: the held-out figures of the active models, from their manifests.

Claims: the parsed claim against uap-core's cases that fall inside our labels, and against the header
data. Findings: how often spoofing and automation are said of captured clients that are honest and of
those that are not. The models have seen the captures, so the second table judges the checks and the
weights, not the models: their held-out figures stand in the cards.
"""

import argparse
import json
import random
import subprocess
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import observations
import pages
from card import EVIDENCE, error, shown

ROOT = Path(__file__).resolve().parents[1]
BINARY = ROOT / "target/release/fingerprint-api"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    data = parser.parse_args().data
    models()
    if (data / "ua").is_dir():
        claims(data)
    else:
        print(f"no third-party data in {data}: claims are not measured")
    findings()
    versions()
    swaps(data)


def models():
    active = tomllib.loads((ROOT / "models/active.toml").read_text())
    manifests = {q: json.loads((ROOT / "models" / q / version / "manifest.json").read_text()) for q, version in active.items()}
    print("| question | accuracy (95 % interval) | on unseen rows | macro-F1 | ECE (by chance) | sets at 0.9 cover | mean set |\n|---|---|---|---|---|---|---|")
    for question, manifest in manifests.items():
        m = manifest["metrics"]
        print(f"| {question} | {shown(m['accuracy'])} | {m['accuracy_unseen_rows']['value']:.3f} | {m['macro_f1']:.3f} | {error(m)} | {m['coverage_at_0_9']:.3f} | {m['mean_set_size']:.2f} |")
    print("\n| verdict | right | ECE (by chance) |\n|---|---|---|")
    verdicts = {"spoofing": manifests["spoofing"]["metrics"]["verdict"], "automation": manifests["client"]["metrics"]["automation"]}
    for name, row in verdicts.items():
        print(f"| {name} | {shown(row['right'])} | {error(row)} |")
    print("\n| evidence | accuracy | with the brands of Blink as one | of labels taught | right, of the 80 % surest | libraries as one, too | ECE (by chance) |\n|---|---|---|---|---|---|---|")
    for words, groups in EVIDENCE.items():
        row = manifests["browser"]["metrics"]["subsets"].get(groups)
        if row:
            print(f"| {words} | {row['accuracy']['value']:.3f} | {shown(row['accuracy_blink_as_one'])} | {row['taught']['value']:.3f} | {row['answered']['right_at_0_8_answered']:.3f} | {row['answered_libraries_as_one']['right_at_0_8_answered']:.3f} | {error(row)} |")
    print("\n| evidence, a new build | with the brands of Blink as one | right, of the 80 % surest | libraries as one, too | right, of the 80 % surest | ECE (by chance) |\n|---|---|---|---|---|---|")
    for words, groups in EVIDENCE.items():
        row = manifests["browser"]["metrics"]["by_build"].get(groups)
        if row:
            print(f"| {words} | {shown(row['blink_as_one'])} | {row['surest']:.3f} | {shown(row['libraries_as_one'])} | {row['surest_libraries_as_one']:.3f} | {error(row)} |")
    print("\n| TLS alone, a class left out of training | right of the answered | answered | the class abstains, mean of classes |\n|---|---|---|---|")
    left, of_tls = manifests["browser"]["metrics"]["left_out_classes"], manifests["browser"]["metrics"]["subsets"]["tls"]
    for words, table in (("Blink as one", left), ("Blink as one, libraries as one", left["libraries_as_one"])):
        print(f"| {words} | {of_tls['answered']['wanted']} | {table['answered']:.3f} | {table['mean']:.3f} |")
    print("\n| TLS stack | browser | Blink as one | ECE (by chance) |\n|---|---|---|---|")
    for level, row in manifests["browser"]["metrics"]["by_novelty"].items():
        print(f"| {level} | {row['accuracy']['value']:.3f} | {shown(row['blink_as_one'])} | {error(row)} |")
    print("\n| client, held out | said to spoof |\n|---|---|")
    for kind, figure in manifests["spoofing"]["metrics"]["lies"].items():
        print(f"| {kind} | {shown(figure)} |")
    print("\n| impersonators, the tool held out | said to spoof |\n|---|---|")
    for kind, figure in manifests["spoofing"]["metrics"]["impersonators"].items():
        print(f"| {kind} | {shown(figure)} |")
    print()


def answers(requests):
    """The service's answers, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for request in requests:
            file.write(json.dumps(request) + "\n")
        file.flush()
        printed = subprocess.run([BINARY, "classify", file.name], stdout=subprocess.PIPE, check=False).stdout
    return [json.loads(line) for line in printed.splitlines()]


def claims(data):
    print("| claims | question | right | n | share |\n|---|---|---|---|---|")
    for name in ("uap_core_ua", "uap_core_os", "uap_core_more", "crawlers"):
        report(name, list(observations.lines(data / "ua" / f"{name}.jsonl.gz")))
    report("headers (claim with hints)", list(observations.lines(data / "train_browser.jsonl.gz")))


def report(name, rows):
    right, count = Counter(), Counter()
    requests = [{"http": row["fingerprint"]["http"]} for row in rows]
    for row, answer in zip(rows, answers(requests), strict=True):
        claimed = answer.get("claimed", {})
        for question in ("browser", "version", "os"):
            if question in row["truth"]:
                count[question] += 1
                right[question] += claimed.get(question) == row["truth"][question]
    for question in count:
        print(f"| {name} | {question} | {right[question]} | {count[question]} | {right[question] / count[question]:.4f} |")


def findings():
    rows = list(observations.lines(ROOT / "captures/captures.jsonl.gz"))
    said = Counter()
    total = Counter()
    fired = Counter()
    for row, answer in zip(rows, answers([row["fingerprint"] for row in rows]), strict=True):
        kind = kind_of(row)
        total[kind] += 1
        said[kind, "spoofing"] += answer["spoofing"]["detected"]
        said[kind, "automation"] += answer["automation"]["detected"]
        for reason in answer["reasons"]:
            if reason["weight"] > 0:
                fired[reason["code"], kind] += 1
    kinds = sorted(total)
    print("\n| captured clients | n | said to spoof | said to be automated |\n|---|---|---|---|")
    for kind in kinds:
        print(f"| {kind} | {total[kind]} | {said[kind, 'spoofing'] / total[kind]:.3f} | {said[kind, 'automation'] / total[kind]:.3f} |")
    print("\n| reason | " + " | ".join(kinds) + " |\n|---" * 1 + "|---" * len(kinds) + "|")
    for code in sorted({code for code, _ in fired}):
        print(f"| {code} | " + " | ".join(f"{fired[code, kind] / total[kind]:.3f}" for kind in kinds) + " |")


NEWEST = 157


def versions():
    """The range of majors from ClientHello and HTTP/2 opening alone: no frames, in which a claim stands."""
    rows = [row for row in observations.lines(ROOT / "captures/captures.jsonl.gz") if row["truth"].get("version") and not row["truth"].get("spoofing") and "http2" in row["fingerprint"]]
    openings = [answer["fingerprints"]["akamai"] for answer in answers([row["fingerprint"] for row in rows])]
    requests = [{"tls": row["fingerprint"]["tls"], "http2": {"akamai_fingerprint": opening}} for row, opening in zip(rows, openings)]
    found = {}
    for row, answer in zip(rows, answers(requests), strict=True):
        (first, last), major = answer["version"]["range"], int(row["truth"]["version"])
        found.setdefault(row["truth"]["engine"], []).append((first <= major <= (last or NEWEST), (last or NEWEST) - first + 1))
    print("\n| TLS and HTTP/2 opening, no claim | captured requests | range holds the major | mean width |\n|---|---|---|---|")
    for engine, pairs in found.items():
        held, widths = zip(*pairs)
        print(f"| {engine} | {len(pairs)} | {sum(held) / len(pairs):.3f} | {sum(widths) / len(pairs):.1f} |")


DRAWN = 2000


def swaps(data):
    """What is said of pages that are honest and of the same pages under another claim. The models have
    seen the pages, not the pairs."""
    if not (data / "train_browser.jsonl.gz").is_file():
        return print(f"no third-party data in {data}: swapped claims are not measured")
    rng = random.Random(20261121)
    drawn = [(o, page) for o in observations.headers(data) for page in o.pages]
    cases = {}
    while any(len(cases.get(name, ())) < DRAWN for name in pages.SWAPS):
        for name, case in pages.swapped(rng.choice(drawn), rng.choice(drawn), rng):
            if len(cases.setdefault(name, [])) < DRAWN:
                cases[name].append(case)
    print("\n| headers and page with probes | n | said to spoof | said to be automated | engine right | os right | device right |\n|---|---|---|---|---|---|---|")
    for name, found in cases.items():
        said = answers([request for _, request in found])
        figures = [sum(answer[q]["detected"] for answer in said) / len(said) for q in ("spoofing", "automation")]
        for q in ("engine", "os", "device"):
            figures.append(sum(answer[q]["label"] == truth.get(q) for answer, (truth, _) in zip(said, found)) / len(said))
        print(f"| {name} | {len(said)} | " + " | ".join(f"{figure:.4f}" for figure in figures) + " |")


def kind_of(row):
    truth = row["truth"]
    if truth.get("client") == "impersonator":
        return "impersonator"
    if truth.get("spoofing"):
        return "browser that lies" if truth.get("client") == "browser" else "library that lies"
    if truth.get("client") == "browser":
        return "browser, window" if truth.get("automation") == "none" else "browser, headless or driven"
    return "library, honest"


if __name__ == "__main__":
    main()
