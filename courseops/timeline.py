"""A component's dates laid out along a line, for the picture of its deadlines.

Positions run from 0 to 100 along the line. Neighbouring dates keep a distance that
leaves room for their labels, so the line is only roughly to scale; what lies between
two dates is placed to scale between them.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# Half of an interval's share is the same for all, the other half follows its length.
_EQUAL_SHARE = 0.5
# Room before the first or after the last date, where "now" lies outside of them.
_OUTSIDE = 8.0
_LABELS = {
    "released": "Opens",
    "early": "Early",
    "on_time": "On time",
    "code": "Code",
    "late": "Late",
}


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One date on the line: ``state`` is ``done``, ``next`` or ``later``."""

    key: str
    label: str
    at: datetime
    position: float
    state: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The dates in order and where ``now`` stands among them.

    ``now_after`` is the number of dates that have passed, so that a list can put
    "now" between two of them.
    """

    stops: Sequence[Stop]
    now: float
    now_after: int

    @property
    def next_stop(self) -> Stop | None:
        """The first date that has not passed."""
        return next((stop for stop in self.stops if stop.state == "next"), None)


def lay_out(
    *,
    released: datetime | None,
    early: datetime | None,
    on_time: datetime | None,
    late: datetime | None,
    code: datetime | None,
    now: datetime,
) -> Timeline | None:
    """Return the line of the given dates as seen at *now*; None without any date.

    A date counts as passed from the second after it, as a deadline does
    (policies.md section 1); a release counts as passed from its own second on.
    """
    given = {
        "released": released,
        "early": early,
        "on_time": on_time,
        "code": code,
        "late": late,
    }
    dates = sorted(
        ((key, at) for key, at in given.items() if at is not None),
        key=lambda pair: pair[1],
    )
    if not dates:
        return None
    passed = sum(now >= at if key == "released" else now > at for key, at in dates)
    instants = [at for _, at in dates]
    places = _places(instants, before=now < instants[0], after=now > instants[-1])
    labels = _LABELS if early or late else _LABELS | {"on_time": "Due"}
    if released is not None and now >= released:
        labels = labels | {"released": "Released"}
    stops = [
        Stop(
            key=key,
            label=labels[key],
            at=at,
            position=place,
            state="done" if i < passed else "next" if i == passed else "later",
        )
        for i, ((key, at), place) in enumerate(zip(dates, places, strict=True))
    ]
    return Timeline(stops=stops, now=_place_of(now, instants, places), now_after=passed)


def _places(instants: Sequence[datetime], *, before: bool, after: bool) -> list[float]:
    """Return where each of the sorted *instants* stands between 0 and 100."""
    start = _OUTSIDE if before else 0.0
    end = 100.0 - _OUTSIDE if after else 100.0
    gaps = [
        (later - sooner).total_seconds()
        for sooner, later in itertools.pairwise(instants)
    ]
    if not gaps:
        return [end]
    whole = sum(gaps)
    places, place = [start], 0.0
    for gap in gaps:
        to_scale = gap / whole if whole else 1 / len(gaps)
        place += _EQUAL_SHARE / len(gaps) + (1 - _EQUAL_SHARE) * to_scale
        places.append(start + place * (end - start))
    return places


def _place_of(
    now: datetime, instants: Sequence[datetime], places: Sequence[float]
) -> float:
    """Return where *now* stands: between its neighbours, or half-way outside."""
    if now < instants[0]:
        return places[0] / 2
    if now > instants[-1]:
        return (places[-1] + 100.0) / 2
    line = list(zip(instants, places, strict=True))
    for (sooner, left), (later, right) in itertools.pairwise(line):
        if sooner <= now <= later and later > sooner:
            return left + (right - left) * ((now - sooner) / (later - sooner))
    return places[0]
