"""What a student is told of the grading of their work, once it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from courseops.models import Enrollment, Result
from projects.agreeing import adjusted
from projects.counting import Version, counting_version, versions
from projects.gradings.showing import shown_since
from projects.gradings.whole import graders_of
from projects.gradings.works import Work
from projects.models import Adjustment, Grading
from projects.place import Place
from projects.rubric import Criterion


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was given for one criterion: the mean of its graders, and their comments."""

    criterion: Criterion
    points: float
    comments: Sequence[str]


def feedback_of(place: Place) -> dict[str, Any] | None:
    """Return what the asker is told; None where there is nothing to tell.

    Graders are not named, and before grades are shown nothing tells whether there are
    any. A fixed number of queries.
    """
    me = place.me
    if me is None or place.entrant is None or place.is_completion:
        return None
    found = versions(place.work, place.mates) if place.takes_files else []
    if place.takes_files and not found:
        return None
    told: dict[str, Any] = {"rubric": place.rubric, "is_graded": False}
    if shown_since(place.work, at=place.at) is None:
        return told
    counting = counting_version(found, member=me.pk)
    work = _graded(place, found, counting)
    if work is None:
        return told
    assert work.points is not None  # noqa: S101 that is what was looked for
    counted = [work.settling] if work.settling else list(work.done)
    return told | {
        "is_graded": True,
        "points": work.points,
        "said": _said(work, counted),
        "comments": [one.comment for one in _judging(work) if one.comment],
        "graders": len(counted),
        "is_settled": work.settling is not None and len(work.done) > 1,
        "version": work.version.number if work.version else None,
        "is_older": work.version != counting,
        **_own(place, me, work.points),
    }


def _graded(
    place: Place, found: Sequence[Version], counting: Version | None
) -> Work | None:
    """Return the work in the version that counts, else in the last that is graded."""
    entrant = place.entrant
    assert entrant is not None  # noqa: S101 the caller has looked
    keys = entrant.members
    work = Work(
        entrant=entrant,
        members=place.mates,
        team="",
        rubric=place.rubric,
        takes_files=place.takes_files,
        versions=found,
        version=counting,
        graders=graders_of(place.work, keys),
        everything=list(
            Grading.objects.filter(component=place.work, enrollment__in=keys)
        ),
    )
    if work.points is not None or counting is None:
        return work if work.points is not None else None
    for one in reversed(found[: counting.number - 1]):
        older = work.in_version(one.number)
        if older is not None and older.points is not None:
            return older
    return None


def _said(work: Work, counted: Sequence[Grading]) -> list[Said]:
    told = []
    for one in work.rubric.criteria:
        points = [
            x.by_criterion[one.slug] for x in counted if one.slug in x.by_criterion
        ]
        comments = [x.comments.get(one.slug, "") for x in _judging(work)]
        if points:
            told.append(
                Said(
                    criterion=one,
                    points=fsum(points) / len(points),
                    comments=[text for text in comments if text],
                )
            )
    return told


def _judging(work: Work) -> Sequence[Grading]:
    """Return whose comments are told: graders', and of one that settles, too."""
    return [*work.done, *([work.settling] if work.settling else [])]


def _own(place: Place, me: Enrollment, points: float) -> dict[str, Any]:
    """Return what is the asker's alone: an adjustment, points that staff entered."""
    row = Adjustment.objects.filter(component=place.work, enrollment=me).first()
    entered = Result.objects.filter(component=place.work, enrollment=me)
    most = place.rubric.most
    return {
        "adjustment": row,
        "own_points": adjusted(points, row.points, most=most) if row else points,
        "entered": entered.values_list("score", flat=True).first(),
    }
