"""Puts printed tables into a document, each after the comment that names its heading."""


class Missing(Exception):
    """A printed table that the document does not ask for, or the other way round."""


def tables(text):
    """Tables by the heading above them."""
    found = {}
    for block in text.split("\n## ")[1:]:
        title, _, body = block.partition("\n")
        found[title] = "\n".join(line for line in body.splitlines() if line.startswith("|"))
    return found


def placed(document, text):
    """The document with its tables anew."""
    found, kept, inside = tables(text), [], False
    for line in document.splitlines():
        inside = inside and line.startswith("|")
        if inside:
            continue
        kept.append(line)
        if line.startswith("<!-- ") and line.endswith(" -->"):
            title = line.removeprefix("<!-- ").removesuffix(" -->")
            if title not in found:
                raise Missing(f"nothing was printed under {title}")
            kept.append(found.pop(title))
            inside = True
    if found:
        raise Missing(f"the document has no place for {', '.join(found)}")
    return "\n".join(kept) + "\n"
