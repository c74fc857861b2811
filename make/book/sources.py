"""What the book takes from outside docs/, and where its links lead.

Pages are written so that their links work in the repository. Here each relative link is looked up
from where its page really lies. It becomes a link to a page of the book, or to a copy of the file
under `repository/`, so that a book that is served anywhere shows the files it was built with.
A link to a file that does not exist, or to a folder, is a warning, which `--strict` turns into a
failure.
"""

import logging
import posixpath
import re
import tomllib
from pathlib import Path

from mkdocs.structure.files import File

LOG = logging.getLogger("mkdocs.hooks.sources")
ROOT = Path(__file__).resolve().parents[2]
# Pages of the repository that are chapters too: path in the repository to path in the book.
CHAPTERS = {
    "CHANGELOG.md": "operate/changelog.md",
    "CONTRIBUTING.md": "inside/contributing.md",
    "SECURITY.md": "operate/security.md",
    "captures/README.md": "inside/captures.md",
    "training/README.md": "inside/training.md",
}
CODE = re.compile(r"(^```.*?^```$|`[^`\n]*`)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(\]\()([^)\s]+)(\))")


def chapters():
    """CHAPTERS and the cards of the active models."""
    active = tomllib.loads((ROOT / "models/active.toml").read_text(encoding="utf-8"))
    cards = {
        f"models/{question}/{version}/card.md": f"evidence/cards/{question}.md"
        for question, version in active.items()
    }
    return CHAPTERS | cards


def on_files(files, config):
    for source, page in chapters().items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    style = Path(__file__).with_name("book.css")
    files.append(File.generated(config, style.name, abs_src_path=str(style)))
    return files


def on_page_markdown(markdown, page, config, files):
    origins = {book: source for source, book in chapters().items()}
    origin = origins.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    parts = CODE.split(markdown)
    parts[::2] = [
        LINK.sub(lambda link: resolved(link, origin, page, config, files), text)
        for text in parts[::2]
    ]
    return "".join(parts)


def resolved(link, origin, page, config, files):
    opening, target, closing = link.groups()
    if re.match(r"[a-z][a-z+.-]*:|#", target):
        return link.group(0)
    path, mark, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
    if path in chapters():
        there = chapters()[path]
    elif path.startswith("docs/"):
        there = path.removeprefix("docs/")
    elif (ROOT / path).is_file():
        there = copied(path, config, files)
    else:
        LOG.warning("%s links to %s, which is not a file of the repository", origin, target)
        return link.group(0)
    there = posixpath.relpath(there, posixpath.dirname(page.file.src_uri) or ".")
    return f"{opening}{there}{mark}{anchor}{closing}"


def copied(path, config, files):
    """The book's copy of a file; as text, so that a browser shows it instead of saving it."""
    there = f"repository/{path}.txt"
    if files.get_file_from_path(there) is None:
        files.append(File.generated(config, there, abs_src_path=str(ROOT / path)))
    return there
