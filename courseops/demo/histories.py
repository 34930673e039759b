"""When students submit, and how well: plausible, the same for the same seed.

Pure: instants come in, instants go out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


def dice(*names: object) -> Random:
    """Return dice of their own for what *names* name: the same each time."""
    return Random("/".join(map(str, names)))  # noqa: S311 plays, and keeps no secret


def skill_of(login: str, *, seed: int) -> float:
    """Return how well somebody does at everything, between 0 and 1."""
    return dice(seed, login).betavariate(4, 2)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The dates of a competition, and the range of scores that its class reaches."""

    released: datetime
    deadlines: Sequence[datetime]
    closes: datetime
    worst: float
    best: float
    taken_by: float
    tries: int
    daily: int


@dataclass(frozen=True, kw_only=True)
class Try:
    """One submission: when, and the score it aims at; None for a broken file."""

    at: datetime
    score: float | None


def _waking(rng: Random, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether somebody is up: rarely between three and eight in the morning."""
    return not 3 <= at.astimezone(zone).hour < 8 or rng.random() < 0.12


def _instant(rng: Random, window: Window, until: datetime) -> datetime:
    """Return a moment, most likely in the hours before a deadline."""
    chance = rng.random()
    if chance < 0.6:
        deadline = rng.choice(window.deadlines)
        return deadline - HOUR * rng.expovariate(1 / 20)
    if chance < 0.66:
        return window.deadlines[-1] + HOUR * rng.expovariate(1 / 30)
    span = min(window.deadlines[-1], until) - window.released
    return window.released + span * rng.random()


def _instants(
    rng: Random, window: Window, *, count: int, until: datetime, zone: ZoneInfo
) -> list[datetime]:
    latest = min(until, window.closes)
    found: list[datetime] = []
    for _ in range(count * 4):
        if len(found) == count:
            break
        at = _instant(rng, window, until).replace(microsecond=0)
        if not window.released < at <= latest or not _waking(rng, at, zone):
            continue
        day = at.astimezone(zone).date()
        same_day = sum(other.astimezone(zone).date() == day for other in found)
        apart = all(abs(other - at) > timedelta(minutes=4) for other in found)
        if apart and same_day < window.daily:
            found.append(at)
    return sorted(found)


def history(
    rng: Random, window: Window, *, skill: float, until: datetime, zone: ZoneInfo
) -> list[Try]:
    """Return what one student handed in up to *until*, in order.

    *skill* is between 0 and 1. Scores climb, each step smaller than the one before,
    and now and then an experiment goes wrong.
    """
    if rng.random() > window.taken_by + 0.3 * (skill - 0.5):
        return []
    count = 1 + min(round(rng.expovariate(1 / window.tries)), 3 * window.tries)
    goal = 0.32 + 0.64 * skill + rng.gauss(0, 0.04)
    start = goal * rng.uniform(0.2, 0.6)
    tries = []
    instants = _instants(rng, window, count=count, until=until, zone=zone)
    for n, at in enumerate(instants):
        if rng.random() < 0.07:
            tries.append(Try(at=at, score=None))
            continue
        climbed = 1 - math.exp(-3 * (n + 0.3) / max(count - 1, 1))
        reached = start + (goal - start) * climbed + rng.gauss(0, 0.025)
        if rng.random() < 0.08:
            reached *= rng.uniform(0.1, 0.7)
        share = min(max(reached, 0.0), 1.0)
        tries.append(
            Try(at=at, score=window.worst + (window.best - window.worst) * share)
        )
    return tries
