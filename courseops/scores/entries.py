"""What a file says of one student, as text, and where it says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?) *(UTC|Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A student's score.

    ``who`` holds the texts of which one names the student, the surest first; ``site``
    is where these are names, if staff confirm who has which there. An empty
    ``score`` is none; ``most`` is the maximum by the file, where it says one. ``left``
    says why the student's score stays as it is. ``columns`` maps each of these to the
    column it came from, for messages.
    """

    line: int
    who: tuple[str, ...]
    site: str = ""
    score: str = ""
    most: str = ""
    received: str = ""
    left: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def problem(self, name: str, text: str) -> str:
        """Return *text* with the place it is about."""
        return f"line {self.line}, column {self.columns.get(name, name)}: {text}"


def iso(text: str, *, zone: str = "") -> str:
    """Return a time as other systems write it in ISO 8601, else *text* as it is.

    *zone* is ``Z`` or an offset for a time that has none.
    """
    found = TIME.fullmatch(text)
    if found is None:
        return text
    day, clock, offset = found.groups()
    return f"{day}T{clock}{(offset or zone).replace('UTC', 'Z')}"
