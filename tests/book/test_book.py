"""The book builds strictly, and what the repository says about its own files is true."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from functools import cache

from blocks import FENCE, ROOT
from markdown.extensions.toc import slugify

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# A page of docs/, or a decision by its number, in whatever file of the repository.
PARTS = "start|evidence|operate|inside|decisions"
MENTION = re.compile(
    rf"(?<![\w./-])(?:\.\./)*"
    rf"(docs/(?:(?:{PARTS})/)?[\w-]+\.md\b|docs/decisions/\d{{4}}\b)"
)
RUNBOOK = re.compile(r"https://fingerprint\.example\.com/(docs/[\w/.-]+)(?:#([\w-]+))?")
CODE_PATH = re.compile(
    r"`((?:crates|src|tests|training|web|models|data|benches|fuzz|k8s|charts|"
    r"monitoring|make|captures|examples)/[\w./-]*[\w-])`"
)
SUPERSEDED = re.compile(r"^\| \*\*Status\*\* \| Superseded", re.MULTILINE)
# Made by the book from the models that `active.toml` names; its strict build holds them.
CARDS = "docs/evidence/cards/"
README_LINES = 120


@cache
def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@cache
def text(name):
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def anchors(name):
    prose = FENCE.sub("", text(name))
    titles = re.findall(r"^#{1,6} (.+)$", prose, re.MULTILINE)
    plain = [re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", title) for title in titles]
    return {slugify(title, "-") for title in plain}


def pages():
    return [name for name in tracked() if name.endswith(".md")]


def leads_somewhere(page, target):
    path, _, anchor = target.partition("#")
    there = (ROOT / page).parent.joinpath(path).resolve() if path else ROOT / page
    name = str(there.relative_to(ROOT))
    if name.startswith(CARDS):
        return True
    return there.is_file() and (not anchor or there.suffix != ".md" or anchor in anchors(name))


class Book(unittest.TestCase):
    def test_it_builds_without_a_warning(self):
        with tempfile.TemporaryDirectory() as folder:
            built = subprocess.run(
                # Not `--quiet`: it keeps warnings from `--strict`.
                [
                    sys.executable,
                    "-m",
                    "mkdocs",
                    "build",
                    "--strict",
                    "--config-file",
                    ROOT / "make/book/mkdocs.yml",
                    "--site-dir",
                    folder,
                ],
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertNotIn("WARNING", built.stderr)

    def test_every_link_of_every_page_leads_to_a_file_and_its_heading(self):
        links, dead = 0, []
        for page in pages():
            for target in LINK.findall(re.sub(r"`[^`\n]*`", "", FENCE.sub("", text(page)))):
                if not re.match(r"[a-z][a-z+.-]*:", target):
                    links += 1
                    if not leads_somewhere(page, target):
                        dead.append(f"{page}: {target}")
        self.assertFalse(dead, "\n".join(["", *dead]))
        self.assertGreater(links, 150)

    def test_every_page_that_any_file_mentions_exists(self):
        dead = [
            f"{name}: {mention}"
            for name in tracked()
            for mention in sorted(set(MENTION.findall(text(name))))
            if not any(ROOT.glob(f"{mention}*"))
        ]
        self.assertFalse(dead, "\n".join(["", *dead]))

    def test_every_runbook_link_leads_to_its_section(self):
        found = {
            link
            for name in tracked()
            if name.startswith("monitoring/")
            for link in RUNBOOK.findall(text(name))
        }
        self.assertGreater(len(found), 50)
        dead = [
            f"{page}#{anchor}"
            for page, anchor in sorted(found)
            if not (ROOT / page).is_file() or anchor not in anchors(page) | {""}
        ]
        self.assertFalse(dead, "\n".join(["", *dead]))

    def test_every_path_that_a_page_names_exists(self):
        dead = [
            f"{page}: {path}"
            for page in pages()
            if page.startswith(("docs/", "README", "CONTRIBUTING", "SECURITY"))
            # A superseded decision names what there was.
            and not SUPERSEDED.search(text(page))
            for path in sorted(set(CODE_PATH.findall(FENCE.sub("", text(page)))))
            if not (ROOT / path).exists()
        ]
        self.assertFalse(dead, "\n".join(["", *dead]))

    def test_the_library_s_example_is_the_one_that_its_crate_runs(self):
        shown = re.findall(
            r"^```rust\n(.*?)^```", text("docs/start/integrate.md"), re.MULTILINE | re.DOTALL
        )
        self.assertEqual(len(shown), 1)
        example = re.sub(r"^//! ?", "", text("crates/classify/src/lib.rs"), flags=re.MULTILINE)
        for line in filter(None, shown[0].splitlines()):
            self.assertIn(line, example)

    def test_every_figure_of_readme_is_one_of_the_page_of_figures(self):
        table = text("README.md").split("## How good it is")[1].split("\n## ")[0]
        shown = re.findall(r"\d\.\d{3}", table)
        self.assertGreaterEqual(len(shown), 18)
        known = set(re.findall(r"\d\.\d{3}", text("docs/evidence/figures.md")))
        self.assertEqual(set(shown) - known, set())

    def test_readme_is_short(self):
        self.assertLessEqual(len(text("README.md").splitlines()), README_LINES)
