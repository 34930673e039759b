"""Reads what programs write to their logs."""

import re
from pathlib import Path

_ERROR = re.compile(r"\b(ERROR|CRITICAL)\b")
_MOST_LINES = 5


def last_lines(path: Path, count: int = 15) -> str:
    """Return the last *count* lines of a log, indented."""
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 16384))
        lines = log.read().decode(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines)


class LogFollower:
    """Tells the errors written to a log since it was last asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = path.stat().st_size if path.exists() else 0

    def errors(self) -> list[str]:
        """Return new lines that report an error: the first few, and how many more."""
        size = self._path.stat().st_size
        if size <= self._seen:
            return []
        with self._path.open("rb") as log:
            log.seek(self._seen)
            text = log.read(size - self._seen)
        whole = text.rfind(b"\n") + 1
        self._seen += whole
        lines = text[:whole].decode(errors="replace").splitlines()
        found = [line for line in lines if _ERROR.search(line)]
        if len(found) <= _MOST_LINES:
            return found
        rest = len(found) - _MOST_LINES
        return [*found[:_MOST_LINES], f"… and {rest} more errors in {self._path}"]
