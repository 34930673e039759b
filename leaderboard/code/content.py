"""What a file of code holds, apart from how an editor wrote it.

Python files lose their byte order mark, spaces at the ends of lines, CRLF and blank
lines at their end; of a notebook only the code cells are looked at, read the same way.
So a copy with other line ends, or a notebook that was run again, is still the same
content. Every other file is its bytes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

# Parsing takes some ten times a notebook's size.
_LARGEST_NOTEBOOK = 10_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Content:
    """A file's content by its hash and its size; both of the normalised form."""

    sha256: str
    size: int


def content(*, name: str, pieces: Iterable[bytes]) -> Content:
    """Return what the file called *name* holds; *pieces* are its bytes in order."""
    ending = name.lower()
    if ending.endswith(".py"):
        return _whole(_normalised(b"".join(pieces)))
    if ending.endswith(".ipynb"):
        return _whole(_code_of(b"".join(pieces)))
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return Content(sha256=digest.hexdigest(), size=size)


def _whole(data: bytes) -> Content:
    return Content(sha256=sha256(data).hexdigest(), size=len(data))


def _normalised(text: bytes) -> bytes:
    """Return the lines of *text* without what ends them, joined by line feeds."""
    plain = text.removeprefix(_BYTE_ORDER_MARK)
    plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return b"\n".join(line.rstrip() for line in plain.split(b"\n")).rstrip(b"\n")


def _code_of(notebook: bytes) -> bytes:
    """Return the code cells of a notebook; its bytes where it is none."""
    if len(notebook) > _LARGEST_NOTEBOOK:
        return notebook
    try:
        cells = json.loads(notebook)["cells"]
        sources = [
            "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"
        ]
    # What is nested too deep is no notebook either.
    except (ValueError, LookupError, TypeError, RecursionError):
        return notebook
    return b"\n\n".join(
        _normalised(source.encode(errors="surrogatepass")) for source in sources
    )
