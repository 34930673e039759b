"""Who grades which work: dealt out at random, or one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from courseops import audit
from courseops.models import Component, Course, Enrollment, Role, Status, User
from projects.gradings.dealing import deal
from projects.gradings.works import Work
from projects.models import GradingDuty


def possible_graders(course: Course) -> list[Enrollment]:
    """Return the active staff of the course, by name."""
    rows = Enrollment.objects.filter(course=course, status=Status.ACTIVE)
    rows = rows.exclude(role=Role.STUDENT).select_related("user")
    return sorted(rows, key=lambda one: one.user.get_full_name().casefold())


@transaction.atomic
def assign_at_random(
    *,
    component: Component,
    works: Sequence[Work],
    graders: Sequence[Enrollment],
    each: int,
    seed: int,
    actor: User,
    at: datetime,
) -> int:
    """Give each of *works* graders until it has *each*; return how many were added.

    Who grades already stays. Recorded with the seed, by which it can be done again.
    """
    _lock(component)
    by_key = {one.first.pk: one for one in works}
    dealt = deal(
        list(by_key),
        [one.pk for one in graders],
        each=each,
        seed=seed,
        kept=_kept(component, works),
    )
    rows = [
        GradingDuty(
            component=component, enrollment_id=key, grader_id=grader, assigned_at=at
        )
        for key, added in dealt.items()
        for grader in added
    ]
    GradingDuty.objects.bulk_create(rows)
    if rows:
        logins = {one.pk: one.user.login for one in graders}
        after: dict[str, object] = {
            by_key[key].first.user.login: [logins[one] for one in added]
            for key, added in dealt.items()
            if added
        }
        audit.record(
            course=component.course,
            actor=actor,
            verb="graders.deal",
            target=f"component:{component.slug}",
            after={"seed": seed, "each": each, "added": after},
            at=at,
        )
    return len(rows)


@transaction.atomic
def assign(
    *, component: Component, work: Work, grader: Enrollment, actor: User, at: datetime
) -> bool:
    """Let *grader* grade *work*, too; tell whether that is new."""
    _lock(component)
    if _duties(component, work).filter(grader=grader).exists():
        return False
    GradingDuty.objects.create(
        component=component, enrollment=work.first, grader=grader, assigned_at=at
    )
    _record("add", component, work, grader, actor=actor, at=at)
    return True


@transaction.atomic
def unassign(
    *, component: Component, work: Work, grader: Enrollment, actor: User, at: datetime
) -> bool:
    """Take *work* from *grader*; what they gave already stays and counts."""
    _lock(component)
    if not _duties(component, work).filter(grader=grader).delete()[0]:
        return False
    _record("remove", component, work, grader, actor=actor, at=at)
    return True


@transaction.atomic
def take_back(
    *, component: Component, works: Iterable[Work], actor: User, at: datetime
) -> int:
    """Take from graders what none of them has begun; return how many duties that were."""
    _lock(component)
    idle = [
        (work, grader)
        for work in works
        for grader in work.graders
        if work.by(grader.user) is None
    ]
    gone: dict[str, list[str]] = {}
    for work, grader in idle:
        _duties(component, work).filter(grader=grader).delete()
        gone.setdefault(work.first.user.login, []).append(grader.user.login)
    if gone:
        audit.record(
            course=component.course,
            actor=actor,
            verb="graders.take_back",
            target=f"component:{component.slug}",
            before=gone,
            at=at,
        )
    return len(idle)


def _kept(component: Component, works: Sequence[Work]) -> Mapping[int, list[int]]:
    """Return who grades each of *works* now, and who grades others of the component."""
    rows = GradingDuty.objects.filter(component=component)
    listed = {key: one.first.pk for one in works for key in one.entrant.members}
    kept: dict[int, list[int]] = {}
    for enrollment, grader in rows.values_list("enrollment_id", "grader_id"):
        kept.setdefault(listed.get(enrollment, enrollment), []).append(grader)
    return kept


def _duties(component: Component, work: Work) -> QuerySet[GradingDuty]:
    return GradingDuty.objects.filter(
        component=component, enrollment__in=work.entrant.members
    )


def _lock(component: Component) -> None:
    """Let two changes follow one another."""
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)


def _record(
    act: str,
    component: Component,
    work: Work,
    grader: Enrollment,
    *,
    actor: User,
    at: datetime,
) -> None:
    audit.record(
        course=component.course,
        actor=actor,
        verb=f"grader.{act}",
        target=f"{component.slug} of {work.first.user.login}",
        after=grader.user.login if act == "add" else None,
        before=grader.user.login if act == "remove" else None,
        at=at,
    )
