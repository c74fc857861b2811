"""Markdown tables: printed under a heading, and put into a document after the comment that names
the heading. No other module writes a table."""

from collections.abc import Iterable, Sequence


class TableError(Exception):
    """A printed table that the document has no place for, or the other way round."""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return [
        _line(columns),
        f"{'|---' * len(columns)}|",
        *(_line([_cell(cell) for cell in row]) for row in rows),
    ]


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], heading: str = ""
) -> None:
    """A blank line, the heading where there is one, and the table."""
    print("\n" + "\n".join([*([f"## {heading}", ""] if heading else []), *table(columns, rows)]))


def _line(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def printed_tables(text: str) -> dict[str, str]:
    """Tables by the heading above them."""
    found = {}
    for block in text.split("\n## ")[1:]:
        heading, _, body = block.partition("\n")
        found[heading] = "\n".join(line for line in body.splitlines() if line.startswith("|"))
    return found


def replace_tables(document: str, printed: str) -> str:
    """The document with its tables anew."""
    found, kept, inside = printed_tables(printed), [], False
    for line in document.splitlines():
        inside = inside and line.startswith("|")
        if inside:
            continue
        kept.append(line)
        if line.startswith("<!-- ") and line.endswith(" -->"):
            heading = line.removeprefix("<!-- ").removesuffix(" -->")
            if heading not in found:
                raise TableError(f"nothing was printed under {heading}")
            kept.append(found.pop(heading))
            inside = True
    if found:
        raise TableError(f"the document has no place for {', '.join(found)}")
    return "\n".join(kept) + "\n"
