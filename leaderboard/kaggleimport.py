"""Imports a leaderboard of Kaggle as it was reviewed, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.datafile import DataFileError
from courseops.models import User
from courseops.outside_names import Name, confirm
from courseops.scores.board import as_results
from leaderboard.importing import Outcome, import_results
from leaderboard.kaggleboard import Benchmark, ByHand, Named, review
from leaderboard.models import Baseline, Competition


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What an import did: to scores, and how many names and baselines it kept."""

    scores: Outcome
    confirmed: int
    baselines: int


@transaction.atomic
def take_board(
    *,
    competition: Competition,
    data: bytes,
    by_hand: ByHand,
    actor: User | None,
    at: datetime,
) -> Taken:
    """Take every score of the leaderboard *data* whose student is known or written.

    What is written by hand is kept as confirmed; a host's benchmarks become baselines.
    Raises DataFileError with every problem; nothing is written then.
    """
    component = competition.component
    found = review(course=component.course, data=data, by_hand=by_hand, at=at)
    problems = [*found.problems, *_taken_titles(competition, found.benchmarks)]
    if problems:
        raise DataFileError(problems)
    confirmed = [one for one in found.taken if one.how == "by hand"]
    confirm(_names(confirmed), course=component.course, actor=actor, at=at)
    baselines = _write_baselines(competition, found.benchmarks, actor=actor, at=at)
    scores = import_results(
        course=component.course,
        data=as_results(found.plan, component=component),
        actor=actor,
        at=at,
    )
    return Taken(scores=scores, confirmed=len(confirmed), baselines=baselines)


def _taken_titles(
    competition: Competition, benchmarks: Sequence[Benchmark]
) -> list[str]:
    """Tell which titles are those of baselines that are somebody's submission."""
    titles = Baseline.objects.filter(
        competition=competition,
        submission__isnull=False,
        title__in=[one.title for one in benchmarks],
    ).values_list("title", flat=True)
    return [f"There is a baseline called “{title}” already." for title in titles]


def _names(names: Sequence[Named]) -> list[Name]:
    """Return what staff wrote by hand, to be kept for the next leaderboard."""
    return [
        Name(
            site=one.row.site,
            name=one.name,
            enrollment=one.place.key,
            login=one.place.login,
        )
        for one in names
        if one.place is not None
    ]


def _write_baselines(
    competition: Competition,
    benchmarks: Sequence[Benchmark],
    *,
    actor: User | None,
    at: datetime,
) -> int:
    """Write the baselines that are new or have another score; return how many."""
    known = dict(
        Baseline.objects.filter(competition=competition).values_list("title", "public")
    )
    fresh = [one for one in benchmarks if known.get(one.title) != one.score]
    if not fresh:
        return 0
    Baseline.objects.bulk_create(
        [
            Baseline(
                competition=competition,
                title=one.title,
                public=one.score,
                actor=actor,
                at=at,
            )
            for one in fresh
        ],
        update_conflicts=True,
        unique_fields=["competition", "title"],
        update_fields=["public", "actor", "at"],
    )
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="baseline.import",
        target=f"component:{competition.component.slug}",
        before={one.title: known.get(one.title) for one in fresh},
        after={one.title: one.score for one in fresh},
        at=at,
    )
    return len(fresh)
