"""The tree that a YAML text stands for: scalars as written, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
SHOWN_LENGTH = 40


@dataclass(frozen=True, kw_only=True)
class Scalar:
    """A text; ``plain`` tells that it is written without quotes."""

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether this says that there is no value."""
        return self.plain and self.text in NULLS

    def __str__(self) -> str:
        if self.is_null:
            return "nothing"
        text = " ".join(self.text.split())
        shown = text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"
        return f'"{shown}"'


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """A list."""

    items: "list[Node]" = field(default_factory=list)
    line: int

    def __str__(self) -> str:
        return "a list"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A key with its value."""

    key: str
    line: int
    value: "Node"


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """Keys with values, in the order of the file; each key once."""

    entries: dict[str, Entry] = field(default_factory=dict)
    line: int

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def get(self, key: str) -> "Node | None":
        """Return the value of *key*, or None without that key."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def __str__(self) -> str:
        return "a mapping"


Node = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """Tell whether a node says that there is no value."""
    return isinstance(node, Scalar) and node.is_null
