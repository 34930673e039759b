"""One step of a derivation, and how its numbers and instants are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isinf, isnan
from typing import Any
from zoneinfo import ZoneInfo

from courseops.instants import in_words


@dataclass(frozen=True, kw_only=True)
class Step:
    """A rule, what went in, what came out, and the same in a sentence."""

    rule: str
    text: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    out: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the form of the JSON export (course-file.md)."""
        return {
            "rule": self.rule,
            "text": self.text,
            "in": dict(self.inputs),
            "out": self.out,
        }


def override(computed: float, mark: float) -> Step:
    """Return the step of a mark that staff set in place of the computed one."""
    was = "there is no computed mark" if isnan(computed) else f"not {exact(computed)}"
    return Step(
        rule="override",
        text=f"Staff set this mark: it is {exact(mark)}, {was}.",
        inputs={"computed": none_if_nan(computed)},
        out=mark,
    )


def exact(number: float) -> str:
    """Write a number with every digit that it has and none that it has not."""
    return repr(float(number)).removesuffix(".0")


def none_if_nan(number: float) -> float | None:
    """Return None where the columns have NaN."""
    return None if isnan(number) else float(number)


def words(instant: float, time_zone: str) -> str:
    """Write seconds since 1970 as the course's zone reads them, to the second."""
    moment = datetime.fromtimestamp(instant, UTC)
    return in_words(moment, zone=ZoneInfo(time_zone), seconds=True)


def iso(instant: float) -> str | None:
    """Write seconds since 1970 for machines: 2020-09-28T03:59:59Z; never is None."""
    if isinf(instant):
        return None
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
