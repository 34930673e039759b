"""What is wrong, or odd, in a course file: each with its path and line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

Path = tuple[str | int, ...]
# What people call a place of a file whose paths and lines say nothing.
Places = Mapping[Path, str]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One error or warning; ``line`` is None where no line of the file is meant."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = "" if self.line is None else f" (line {self.line})"
        return f"{self.path}: {self.message}{where}"


@dataclass(kw_only=True)
class Findings:
    """Collects everything found in one file, and on which line each value stands.

    ``name`` stands for the path of what concerns the file as a whole. ``places`` says
    where something is in a file of another format, instead of its path and line.
    """

    name: str
    places: Places = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)

    def error(self, path: Path, message: str, *, line: int | None = None) -> None:
        """Add an error at *path*, on the line of its nearest known ancestor."""
        self.errors.append(self._finding(path, message, line))

    def warn(self, path: Path, message: str, *, line: int | None = None) -> None:
        """Add a warning: against good sense, but not against a rule."""
        self.warnings.append(self._finding(path, message, line))

    def in_order(self) -> tuple[list[Finding], list[Finding]]:
        """Return errors and warnings in the order of the file, each once."""
        return _by_line(self.errors), _by_line(self.warnings)

    def _finding(self, path: Path, message: str, line: int | None) -> Finding:
        if place := self._place_of(path):
            return Finding(path=place, message=message)
        return Finding(
            path=in_words(path) or self.name,
            message=message,
            line=self._line_of(path) if line is None else line,
        )

    def _place_of(self, path: Path) -> str:
        for size in range(len(path), 0, -1):
            if path[:size] in self.places:
                rest = in_words(path[size:])
                return f"{self.places[path[:size]]}{rest and f', {rest}'}"
        return ""

    def _line_of(self, path: Path) -> int | None:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path) if path else None


def in_words(path: Path) -> str:
    """Write a path as messages show it: ``assignments[3].components[1].cutoffs``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def suggestion(word: str, known: Sequence[str]) -> str:
    """Return ``; did you mean "…"?`` for the nearest known word, or nothing."""
    near = get_close_matches(word, known, n=1, cutoff=0.6) or [
        one for one in known if one.lower() == word.lower()
    ]
    return f'; did you mean "{near[0]}"?' if near else ""


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: ``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def counted(number: int, noun: str) -> str:
    """Return ``1 entry``, ``3 entries`` or ``3 pairs``."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun}"


def _by_line(found: list[Finding]) -> list[Finding]:
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda one: (one.line is None, one.line or 0))
