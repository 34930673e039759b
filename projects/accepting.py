"""Which components take files and links, and which. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LINK = "link"
# Where the course file says nothing.
DEFAULT_TYPES = ("pdf", "zip", LINK)
DEFAULT_MAX_MB = 50.0
BYTES_PER_MB = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What a hand-in may hold (``files`` of the course file).

    ``types`` are endings of file names, and ``link``; of each of ``required`` there has
    to be one. ``max_bytes`` is the most that one file may have.
    """

    types: Sequence[str]
    required: Sequence[str]
    max_bytes: int

    @property
    def takes_links(self) -> bool:
        return LINK in self.types

    @property
    def file_types(self) -> Sequence[str]:
        """The endings of files, without links."""
        return [one for one in self.types if one != LINK]


def takes_files(kind: str, details: Mapping[str, Any]) -> bool:
    """Tell whether files or links are handed in for a component of *kind*."""
    return kind == "files" or "files" in details


def accepted(details: Mapping[str, Any]) -> Accepted:
    """Return what a component with *details* takes."""
    given = details.get("files") or {}
    return Accepted(
        types=tuple(given.get("accept") or DEFAULT_TYPES),
        required=tuple(given.get("required") or ()),
        max_bytes=round(float(given.get("max_mb") or DEFAULT_MAX_MB) * BYTES_PER_MB),
    )


def is_completion(kind: str, details: Mapping[str, Any]) -> bool:
    """Tell whether whatever is handed in earns the whole mark."""
    return kind == "files" and details.get("graded") == "completion"
