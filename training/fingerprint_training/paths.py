"""Where the checkout keeps what training reads and writes. The only module that knows its root."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Third-party observations are beside the checkout and are not part of it.
DATA = ROOT / "../shared/data"
BINARY = ROOT / "target/release/fingerprint-api"
CAPTURES = ROOT / "captures/captures.jsonl.gz"
SESSIONS = ROOT / "captures/sessions.jsonl.gz"
CODEWORDS = ROOT / "data/probes/codewords_1.txt"
COMPATIBILITY_DATA = ROOT / "web/node_modules/@mdn/browser-compat-data/package.json"
GOLDEN_REQUESTS = ROOT / "tests/golden/requests.jsonl"
GOLDEN_PAGES = ROOT / "tests/golden/browser"
MODELS = ROOT / "models"
KNOWN_JA4 = ROOT / "crates/signals/src/ja4/known.rs"
