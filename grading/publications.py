"""Reads the letters that were published: the newest, and those before it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from courseops.models import Course
from grading.models import PublishedCurve, PublishedLetter
from grading.policy.published import Publication, Standing


def published(course: Course) -> Publication | None:
    """Return the newest letters of a course, by two queries; None while there are none."""
    newest = _rows(course)[:1]
    return next(iter(_with_letters(newest)), None)


def publications(course: Course) -> list[Publication]:
    """Return everything that was published in a course, the newest first."""
    return _with_letters(_rows(course))


def _rows(course: Course) -> Any:
    return PublishedCurve.objects.filter(course=course).select_related("actor")


def _with_letters(rows: Iterable[PublishedCurve]) -> list[Publication]:
    found = list(rows)
    letters: dict[int, dict[int, Standing]] = defaultdict(dict)
    for one in PublishedLetter.objects.filter(curve__in=[row.pk for row in found]):
        letters[one.curve_id][one.enrollment_id] = Standing(one.final, one.letter)
    return [
        Publication(
            key=row.pk,
            at=row.at,
            actor=(row.actor.name or row.actor.login) if row.actor else "",
            curve=row.curve,
            scale=row.scale,
            policy_version=row.policy_version,
            letters=letters[row.pk],
        )
        for row in found
    ]
