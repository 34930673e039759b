"""What a file says of one student, as text, and where it says so."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from courseops.cells import NUMBER

TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d(?:\.\d+)?)?) *(UTC|Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A student's score.

    ``who`` holds the logins or addresses that name the student, the surest first,
    ``sid`` the number that the university knows them by, ``number`` the one that
    ``site`` does; ``name`` is for showing. ``site`` is also where staff may have
    confirmed who has which name.

    An empty ``score`` is none; ``most`` is the maximum by the file, where it says one,
    and with ``is_share`` the score counts as a share of it. ``cell`` is what the file
    holds in place of the score, where words may stand there. ``late`` is how long after
    the student's deadline it came, H:M:S, where there is no time ``received``. ``left``
    says why the student's score stays as it is, ``note`` what else is to be told.
    ``columns`` maps each of these to the column it came from, for messages.
    """

    line: int
    who: tuple[str, ...]
    name: str = ""
    sid: str = ""
    number: str = ""
    site: str = ""
    score: str = ""
    cell: str = ""
    most: str = ""
    is_share: bool = False
    received: str = ""
    late: str = ""
    left: str = ""
    note: str = ""
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


def summed(cells: Sequence[str]) -> str:
    """Return the sum of the numbers in *cells*, without those that are empty.

    Empty where all are, and the first that is no number where there is one.
    """
    given = [cell for cell in cells if cell]
    if len(given) < 2:
        return "".join(given)
    wrong = next((cell for cell in given if not NUMBER.fullmatch(cell)), None)
    if wrong is not None:
        return wrong
    try:
        return repr(math.fsum(float(cell) for cell in given)).removesuffix(".0")
    except OverflowError:
        return given[0]
