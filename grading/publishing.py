"""Publishes the letters of a course: a snapshot that nothing changes afterwards."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Course, User
from grading import gradebook
from grading.derivation.steps import listed
from grading.models import PublishedCurve, PublishedLetter
from grading.policy import letters
from grading.policy.book import Gradebook
from grading.policy.published import Standing

_BATCH = 2_000


class CannotPublishError(ValueError):
    """There is nothing to publish; the message says what is missing and where."""


@transaction.atomic
def publish(*, course: Course, actor: User | None, at: datetime) -> PublishedCurve:
    """Store everybody's letter by the course's curve on ``final``, as it stands at *at*.

    What was published before stays in the history. *actor* is None for a command.
    Raises CannotPublishError without a scale, weights or a student with a final.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    book = gradebook.load(course=course, at=at)
    if reason := what_is_missing(book):
        raise CannotPublishError(reason)
    before = PublishedCurve.objects.filter(course=course).first()
    made = PublishedCurve.objects.create(
        course=course,
        curve=course.curve,
        scale=(course.letters or {})["scale"],
        policy_version=book.plan.policy_version,
        actor=actor,
        at=at,
    )
    PublishedLetter.objects.bulk_create(
        [
            PublishedLetter(
                curve=made, enrollment_id=key, final=one.final, letter=one.letter
            )
            for key, one in book.letters_now.items()
        ],
        batch_size=_BATCH,
    )
    audit.record(
        course=course,
        actor=actor,
        verb="letters.publish",
        target=f"course:{course.slug}",
        before=None if before is None else _recorded(before),
        after=_recorded(made) | {"letters": counts(book.letters_now, made.scale)},
        at=at,
    )
    return made


def what_is_missing(book: Gradebook) -> str:
    """Return in a sentence why no letters can be published, or nothing."""
    plan = book.plan
    if plan.scale is None:
        return (
            f"{plan.slug} has no letters.scale in its course file, which tells the"
            " letters and their order."
        )
    if not plan.has_weights:
        unset = [one.slug for one in plan.categories if one.lacks_weight]
        return (
            f"The weights of {plan.slug} are not set. The course file gives no weight"
            f" to: {listed(unset)}."
        )
    if not book.letters_now:
        return f"No student of {plan.slug} has a final to give a letter for."
    return ""


def counts(
    standings: Mapping[int, Standing], scale: Mapping[str, float]
) -> dict[str, int]:
    """Return how many have each letter, every letter of the scale from the best down."""
    found = Counter(one.letter for one in standings.values())
    return {letter: found[letter] for letter in letters.in_order(scale)}


def _recorded(published: PublishedCurve) -> dict[str, object]:
    return {
        "publication": published.pk,
        "curve": published.curve,
        "scale": published.scale,
        "policy_version": published.policy_version,
    }
