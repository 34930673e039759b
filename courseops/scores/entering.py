"""Staff enter scores on a page, a few at a time."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, Result, User
from courseops.scores.kinds import highest


@transaction.atomic
def enter_scores(
    *,
    component: Component,
    scores: Mapping[Enrollment, float | None],
    received_at: datetime | None,
    actor: User | None,
    at: datetime,
    why: str = "",
) -> int:
    """Make the scores what staff say, None for no score; return how many changed.

    Scores count what the component's kind counts (``kinds.unit``); without
    *received_at* they are on time. The change is recorded. Raises ValueError for a
    score below 0 or above the component's maximum.
    """
    most = highest(component)
    for student, score in scores.items():
        if score is not None and not 0 <= score <= most:
            raise ValueError(
                f"{score:.15g} of {student.user.login} is not 0 to {most:g}"
            )
    # Locked, so that two changes follow one another.
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    here = Result.objects.filter(component=component)
    known = dict(
        here.filter(enrollment__in=scores).values_list("enrollment_id", "score")
    )
    changed = {
        one: score for one, score in scores.items() if known.get(one.pk) != score
    }
    if not changed:
        return 0
    here.filter(
        enrollment__in=[one for one, new in changed.items() if new is None]
    ).delete()
    _write(component, changed, received_at)
    audit.record(
        course=component.course,
        actor=actor,
        verb="scores.enter",
        target=f"component:{component.slug}",
        before={"scores": {one.user.login: known.get(one.pk) for one in changed}},
        after={"scores": {one.user.login: new for one, new in changed.items()}},
        why=why,
        at=at,
    )
    return len(changed)


def _write(
    component: Component,
    scores: Mapping[Enrollment, float | None],
    received_at: datetime | None,
) -> None:
    Result.objects.bulk_create(
        [
            Result(
                component=component,
                enrollment=student,
                score=score,
                received_at=received_at,
            )
            for student, score in scores.items()
            if score is not None
        ],
        update_conflicts=True,
        unique_fields=["component", "enrollment"],
        update_fields=["score", "received_at"],
    )
