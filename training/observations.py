"""The observations that training starts from: read, cleaned and grouped.

Owns which rows are used and why others are not. Knows no feature: a row leaves here as the JSON of
a request (docs: training/README.md, "Data").
"""

import gzip
import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hello import GREASE

FOLDS = 5


@dataclass
class Observation:
    fingerprint: dict
    truth: dict
    group: str
    weight: float
    source: str
    # The group before groups that share a TLS key were merged: a client's build.
    build: str = ""
    # Browser layers that were seen with these header fields.
    pages: list = field(default_factory=list)
    # How much commoner it is than `weight`, by which it is drawn, makes it.
    frequency: float = 1.0

    def __post_init__(self):
        self.build = self.build or self.group

    @property
    def fold(self) -> int:
        return fold_of(self.group)

    @property
    def build_fold(self) -> int:
        return fold_of(self.build)


def fold_of(group: str) -> int:
    """The same group always falls into the same fold, whatever else is in the data."""
    return digest(group) % FOLDS


def digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def merge_groups(observations, keys):
    """Makes one group of all groups that share a TLS key: many clients link the same library, and a
    key that stands on both sides of a split would be known in advance."""
    root = {}

    def find(name):
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for observation, key in zip(observations, keys):
        if key is not None:
            first, second = find(f"key {key}"), find(observation.group)
            root[max(first, second)] = min(first, second)
    for observation in observations:
        observation.group = find(observation.group)


FILES = {
    "train_tls.jsonl.gz": 2191, "train_tcp_os.jsonl.gz": 2225, "train_browser.jsonl.gz": 35831,
    "ua/uap_core_ua.jsonl.gz": 1375, "ua/uap_core_os.jsonl.gz": 446, "ua/uap_core_more.jsonl.gz": 11380, "ua/crawlers.jsonl.gz": 2116,
}


def check(shared: Path) -> None:
    """Ends with what is missing or not as it was when the committed models were made."""
    missing = [name for name in FILES if not (shared / name).is_file()]
    if missing:
        sys.exit(f"{shared} lacks {', '.join(missing)}: name the folder of the observations with --data (training/README.md, Data)")


def lines(path: Path):
    with gzip.open(path, "rt") as file:
        for line in file:
            yield json.loads(line)


def stacks(shared: Path) -> list[Observation]:
    """TLS stacks of clients that are what they say, with their requests where the source has them."""
    rows = [
        Observation(row["fingerprint"], by_engine(row["truth"]), row["group"], row["weight"], row["source"])
        for row in lines(shared / "train_tls.jsonl.gz")
        if row["truth"].get("client") != "impersonator" and "browser" in row["truth"] and not spoken_for(row)
    ]
    return [without_system(row, index) for index, row in enumerate(rows)]


def by_engine(truth: dict) -> dict:
    """The Edge of EdgeHTML speaks with Windows' own TLS, as Internet Explorer does; the label `edge` means
    Chromium's to all who read it."""
    legacy = truth["browser"] == "edge" and truth.get("engine") == "trident"
    return truth | {"browser": "internet_explorer"} if legacy else truth


# Of ChaCha20-Poly1305 as Chromium had it before it had GREASE.
DRAFTS = {0xCC13, 0xCC14, 0xCC15}


def spoken_for(row: dict) -> bool:
    """Whether a Chromium's process is named and its hello cannot be Chromium's, which has GREASE since
    55: what stood in between (an antivirus, a company's proxy) spoke for it."""
    ciphers = set(row["fingerprint"].get("tls", {}).get("ciphers", ()))
    return row["truth"].get("engine") == "blink" and bool(ciphers) and not ciphers & (GREASE | DRAFTS)


def without_system(row: Observation, index: int) -> Observation:
    """A library's hello does not tell the system it runs on, and the sources saw libraries on one
    company's Macs or on our Linux. A system at random teaches the model that it cannot know; but for
    those whose header fields name ours."""
    if row.truth.get("client") == "http_library":
        named = "linux" in str(row.fingerprint.get("http", {}).get("headers", "")).lower()
        row.truth = row.truth | {"os": "linux" if named else ("linux", "macos", "windows")[digest(f"{index} {row.group}") % 3]}
    return row


def impersonators(shared: Path, captured: Path) -> list[Observation]:
    """Programs that copy a browser's layers. A tool is one group, so that every figure about one
    comes from a net that saw none of its rows. Their browser and system are not known; where the
    user agent is the tool's own name the header fields are left out, or that name would be learnt."""
    rows = [row for row in lines(shared / "train_tls.jsonl.gz") if row["truth"].get("client") == "impersonator"]
    rows += [row for row in lines(captured) if row["truth"].get("client") == "impersonator"]
    found = []
    for row in rows:
        tool = row["truth"].get("automation_tool") or row.get("client") or row["source"]
        truth = {key: row["truth"][key] for key in ("client", "spoofing", "automation")}
        fingerprint = {layer: row["fingerprint"][layer] for layer in ("tls", "http2", "http") if layer in row["fingerprint"]}
        if "user_agent_browser" not in truth["spoofing"]:
            fingerprint.pop("http", None)
        found.append(Observation(fingerprint, truth, f"tool {tool}", 1.0, row["source"]))
    return found


def syns(shared: Path) -> list[Observation]:
    """SYNs by operating system."""
    return [
        Observation(row["fingerprint"], row["truth"], row["group"], row["weight"], row.get("source", ""))
        for row in lines(shared / "train_tcp_os.jsonl.gz")
    ]


def headers(shared: Path) -> list[Observation]:
    """Header fields by snapshot with the pages behind them, without rows whose claim something
    contradicts, each distinct request of a snapshot once: draws of one net repeat. A virtual machine
    contradicts nothing."""
    seen = {}
    for row in lines(shared / "train_browser.jsonl.gz"):
        if set(row.get("suspect") or ()) - {"vm-gpu", "no-uad"} or "browser" not in row["truth"]:
            continue
        fingerprint = {"http": row["fingerprint"]["http"]}
        key = (row["group"], json.dumps(fingerprint, sort_keys=True))
        if key not in seen:
            seen[key] = Observation(fingerprint, row["truth"], row["group"], 1.0, row["source"])
        if not of_another_system(row):
            seen[key].pages.append(row["fingerprint"]["browser"])
    return evened([row for row in seen.values() if row.pages])


def of_another_system(row) -> bool:
    """Two hundred draws say macOS, Windows or iOS on a Linux machine: farms, whatever the source says."""
    platform = str(row["fingerprint"]["browser"]["navigator"].get("platform"))
    return platform.startswith("Linux") and row["truth"].get("os") in {"macos", "windows", "ios"}


# Rows of a client that are neither few nor many.
USUAL = 8

# Fewer header lists of a browser on a system are not drawn more often still.
RARE = 30


def evened(rows):
    """Nine browsers in ten are Chrome on a desktop; the others are drawn more often than they come, by
    the square root. Where nothing tells two apart, the commoner one is the better answer: `frequency`
    takes the difference back."""
    counts = Counter((row.truth["browser"], row.truth.get("os"), row.truth.get("device")) for row in rows)
    for row in rows:
        row.weight = max(counts[row.truth["browser"], row.truth.get("os"), row.truth.get("device")], RARE) ** -0.5
    drawn = sum(row.weight for row in rows) / len(rows)
    for row in rows:
        row.frequency = drawn / row.weight
    return rows


def user_agents(shared: Path) -> list[Observation]:
    """User agents alone: declared crawlers, and the cases of uap-core that fall inside our labels."""
    rows = []
    for name, weight in [("crawlers", 0.3), ("uap_core_ua", 0.3), ("uap_core_os", 0.3), ("uap_core_more", 0.05)]:
        for row in lines(shared / "ua" / f"{name}.jsonl.gz"):
            if row["truth"].get("browser") or row["truth"].get("os"):
                rows.append(Observation(row["fingerprint"], dict(row["truth"]), row["group"], weight, row["source"]))
    for row in rows:
        row.truth.pop("version", None)
    return rows


def page_captures(folder: Path) -> list[Observation]:
    """Real browsers with their pages, windowed and driven: the committed goldens of the browser layer.
    They all ran on Linux, which a page shows."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text())
        fingerprint = {"browser": row["fingerprint"]["browser"]}
        truth = {question: label for question, label in row["truth"].items() if question in {"browser", "engine", "os", "device", "client"}}
        rows.append(Observation(fingerprint, truth, f"page {row['client']}", 1.0, "page captures"))
    return rows


def captures(path: Path) -> list[Observation]:
    """First-party captures: complete requests of real clients, labelled by whoever
    started them. All were captured on Linux, which is true of them and says nothing of the stack: the
    system is left out, or every current Chromium would look like Linux."""
    rows = []
    captured = [row for row in lines(path) if row["truth"].get("client") != "impersonator"]
    times = Counter(row["client"] for row in captured)
    for row in captured:
        fingerprint = {layer: row["fingerprint"][layer] for layer in ("tls", "http2", "http") if layer in row["fingerprint"]}
        truth = {question: label for question, label in row["truth"].items() if question != "os"}
        # Chromium builds stand for Chrome, whose stack theirs is: few visitors are one.
        weight = row.get("weight", 1.0) * (0.6 if truth.get("browser") == "chromium" else 1.0) * scarcity(times[row["client"]])
        rows.append(Observation(fingerprint, truth, row["group"], weight, row["source"]))
    return [without_system(row, index) for index, row in enumerate(rows)]


def scarcity(rows: int) -> float:
    """Some clients were captured in many versions, others once: each counts more nearly the same."""
    return min(max((USUAL / rows) ** 0.5, 0.4), 2.0)
