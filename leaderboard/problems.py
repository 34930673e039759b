"""What is wrong with a file, in words that its author can act on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# The first lines of each kind are named, the others counted (course-file.md).
NAMED_PER_KIND = 5
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``message`` is a whole sentence and names line and column itself; ``line`` (counted
    from 1, as an editor shows it) and ``column`` (its name in the header) repeat them
    for machines and are None where they do not apply. ``kind`` is a stable word.
    """

    kind: str
    message: str
    line: int | None = None
    column: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the form kept with a refused submission."""
        return {
            "kind": self.kind,
            "message": self.message,
            "line": self.line,
            "column": self.column,
        }


class FileRefusedError(Exception):
    """A file cannot be used; ``problems`` says why, and holds at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def show(text: str) -> str:
    """Return *text* in backticks, cut when long, with unseen characters spelled out."""
    shown = "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode()
        for mark in text[:SHOWN_CHARACTERS]
    )
    return f"`{shown}{'…' if len(text) > SHOWN_CHARACTERS else ''}`"


def show_all(names: Iterable[str]) -> str:
    """Return a header as it would be written: names with commas between."""
    return show(",".join(names))


@dataclass
class Report:
    """Collects problems: the first five of a kind and column, and how many more.

    ``rest`` is what the lines that are not named have in common
    ("values that are not integers").
    """

    _named: dict[tuple[str, str | None], list[Problem]] = field(default_factory=dict)
    _more: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _rest: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._named)

    def add(self, problem: Problem, *, rest: str = "") -> None:
        """Name *problem*, or count it when five of its kind have been named."""
        key = problem.kind, problem.column
        named = self._named.setdefault(key, [])
        if len(named) < NAMED_PER_KIND:
            named.append(problem)
            self._rest.setdefault(key, rest)
        else:
            self._more[key] = self._more.get(key, 0) + 1

    def is_full(self, kind: str, column: str | None) -> bool:
        """Tell whether a further problem of this kind would only be counted."""
        return len(self._named.get((kind, column), ())) >= NAMED_PER_KIND

    def count(self, kind: str, column: str | None, more: int = 1) -> None:
        """Count *more* problems of a kind of which five have been named."""
        key = kind, column
        self._more[key] = self._more.get(key, 0) + more

    def problems(self) -> list[Problem]:
        """Return all of it, each kind together, by the first line that shows it."""
        found: list[Problem] = []
        for key, named in sorted(self._named.items(), key=_first_line):
            found.extend(named)
            more = self._more.get(key, 0)
            if more:
                kind, column = key
                found.append(
                    Problem(kind, f"And {more} more: {self._rest[key]}.", None, column)
                )
        return found


def _first_line(group: tuple[Any, list[Problem]]) -> tuple[bool, int]:
    line = group[1][0].line
    return line is None, line or 0
