"""Keeps the standings in step with the scores, in the transaction that writes those."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Exists, F, Manager, OuterRef

from courseops.teams import Entrant
from leaderboard import contenders
from leaderboard.contenders import Held
from leaderboard.entrants import entrants_of
from leaderboard.models import (
    Competition,
    HiddenEntry,
    PrivateStanding,
    Standing,
    State,
    Submission,
)
from leaderboard.selectors.competitions import has_split
from leaderboard.standings import Scored, best_of, privately_best_of

Splits = tuple[F, F, F]
_BATCH = 2_000
_PUBLIC = (F("score__public"), F("score__public"), F("score__public"))
_ALL = (F("score__public"), F("score__private"), F("score__all"))
_SAME = ("submission", "team", "achieved_at", "entries", "is_hidden")


class _Choose(Protocol):
    def __call__(
        self, scored: Iterable[Scored], *, maximize: bool
    ) -> Scored | None: ...


def lock(keys: Collection[int]) -> None:
    """Let one transaction at a time write scores and standings of these competitions.

    Only PostgreSQL needs the rows' locks; SQLite's transaction excludes all writers.
    """
    rows = Competition.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(rows.order_by("pk").values_list("pk"))


def write_standings(*, competition: Competition, enrollments: Collection[int]) -> None:
    """Recompute the standings, public and private, of participants by primary key.

    A team has one standing. Who has no score any more leaves the boards. What may be
    their best submission is told with it. ``competition.component.course`` is read.
    """
    entrants = entrants_of(competition=competition, enrollments=enrollments)
    people = [key for entrant in entrants for key in entrant.members]
    found = _read(competition, people)
    contenders.write_flags(found.held, maximize=found.maximize)
    _write(Standing, "public", best_of, entrants, found)
    if has_split(competition=competition):
        _write(PrivateStanding, "private", privately_best_of, entrants, found)


def write_public_standings(
    *, competition: Competition, enrollments: Collection[int]
) -> None:
    """Recompute the public standings alone, by public scores alone.

    For what changes who hands in together, and no score.
    """
    entrants = entrants_of(competition=competition, enrollments=enrollments)
    people = [key for entrant in entrants for key in entrant.members]
    found = _read(competition, people, splits=_PUBLIC)
    _write(Standing, "public", best_of, entrants, found)


@dataclass(kw_only=True)
class _Found:
    """What participants handed in, by enrollment, and whose entry is hidden."""

    competition: Competition
    maximize: bool
    scored: dict[int, list[Scored]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    hidden: set[int] = field(default_factory=set)

    def add(self, row: tuple[Any, ...]) -> None:
        (
            enrollment, pk, received_at, public, private, whole,
            state, may_be_best, is_chosen, is_hidden, direction, metric,
        ) = row  # fmt: skip
        self.scored[enrollment].append(
            Scored(
                submission_id=pk,
                public=public,
                private=private,
                received_at=received_at,
                is_chosen=is_chosen,
            )
        )
        # A score that waits to be replaced outdoes nothing.
        if state == State.SCORED:
            second = received_at.timestamp() // 1
            self.held[enrollment].append(
                Held(pk, second, (public, private, whole), may_be_best)
            )
        if is_hidden:
            self.hidden.add(enrollment)
        # The caller's row may be from before the lock.
        self.maximize = Competition(direction=direction, metric=metric).is_maximized


def _read(
    competition: Competition, enrollments: Collection[int], *, splits: Splits = _ALL
) -> _Found:
    """Read all that standings and the flags of contenders are made of, in one query.

    *splits* are the public, the private and the whole score.
    """
    hidden = HiddenEntry.objects.filter(
        competition=OuterRef("competition"), enrollment=OuterRef("enrollment")
    )
    rows = Submission.objects.filter(
        competition=competition,
        enrollment__in=enrollments,
        disqualified_at=None,
        score__isnull=False,
    ).values_list(
        "enrollment_id",
        "pk",
        "received_at",
        *splits,
        "state",
        "may_be_best",
        "is_final_choice",
        Exists(hidden),
        "competition__direction",
        "competition__metric",
    )
    found = _Found(competition=competition, maximize=competition.is_maximized)
    for row in rows.iterator(chunk_size=10_000):
        found.add(row)
    return found


def _write(
    model: type[Standing | PrivateStanding],
    score: str,
    choose: _Choose,
    entrants: Iterable[Entrant],
    found: _Found,
) -> None:
    """Write each entrant's row with the *score* of the submission that is chosen."""
    rows: list[Any] = []
    gone: list[int] = []
    for entrant in entrants:
        entries = [one for key in entrant.members for one in found.scored.get(key, ())]
        best = choose(entries, maximize=found.maximize)
        gone += [k for k in entrant.members if best is None or k != entrant.first]
        if best is not None:
            row = _row(entrant, best, found) | {score: getattr(best, score)}
            rows.append(model(**row, entries=len(entries)))
    table: Manager[Any] = model.objects
    if gone:
        table.filter(competition=found.competition, enrollment__in=gone).delete()
    table.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["competition", "enrollment"],
        update_fields=[score, *_SAME],
    )


def _row(entrant: Entrant, best: Scored, found: _Found) -> dict[str, object]:
    return {
        "competition": found.competition,
        "enrollment_id": entrant.first,
        "team_id": entrant.team,
        "submission_id": best.submission_id,
        "achieved_at": best.received_at,
        "is_hidden": not found.hidden.isdisjoint(entrant.members),
    }
