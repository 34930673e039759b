"""Which submissions a student chose to be graded by (policies.md section 3, point 0).

A team chooses together: whoever of it chooses, chooses for all of it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from courseops import audit, teams
from courseops.models import Component, Enrollment, User
from leaderboard import ranking
from leaderboard.models import Competition, State, Submission

CHOSEN = "chosen"


class ChoiceRefusedError(ValueError):
    """The choice cannot be made. ``problems`` holds every reason, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def takes_choice(component: Component) -> bool:
    """Tell whether students choose what counts of *component*."""
    return component.selection == CHOSEN


def most_choices(competition: Competition) -> int | None:
    """Return how many submissions may be chosen; None is no limit."""
    limit: int | None = (competition.limits or {}).get("final_choices")
    return limit


def closes(component: Component) -> datetime | None:
    """Return until when a student may choose, by the student's own deadlines."""
    return component.late or component.on_time


def choosable(
    *, competition: Competition, enrollment: Enrollment
) -> QuerySet[Submission]:
    """Return the scored submissions of a student and their team, newest first."""
    members = teams.members(component=competition.component, enrollment=enrollment)
    return (
        Submission.objects.filter(
            competition=competition, enrollment__in=members, state=State.SCORED
        )
        .annotate(public_score=F("score__public"))
        .select_related("enrollment__user")
        .order_by("-received_at", "-pk")
    )


def named(
    *, competition: Competition, enrollment: Enrollment, names: Iterable[str]
) -> Sequence[Submission]:
    """Return the submissions that *names* mean: references, else primary keys.

    Raises ChoiceRefusedError for those that are no scored submission of the student.
    """
    rows = choosable(competition=competition, enrollment=enrollment)
    known = {str(row.pk): row for row in rows}
    known |= {row.reference: row for row in rows if row.reference}
    problems = [
        f"“{name}” is no scored submission of {enrollment.user.login} in"
        f" {competition.component.slug}."
        for name in names
        if name not in known
    ]
    if problems:
        raise ChoiceRefusedError(problems)
    return [known[name] for name in names]


@transaction.atomic
def choose(
    *,
    competition: Competition,
    enrollment: Enrollment,
    submissions: Collection[Submission],
    actor: User | None,
    at: datetime,
) -> None:
    """Let *submissions*, and no others, be those that a student is graded by.

    None of them: as if nothing had been chosen. Raises ChoiceRefusedError where the
    course file lets nobody choose, for too many, and for what is not the student's or
    has no score.
    """
    component = competition.component
    ranking.lock([competition.pk])
    mine = choosable(competition=competition, enrollment=enrollment)
    keys = {row.pk for row in submissions}
    problems = _problems(competition, keys, among={row.pk for row in mine})
    if problems:
        raise ChoiceRefusedError(problems)
    before = [row.pk for row in mine if row.is_final_choice]
    rows = Submission.objects.filter(pk__in=[row.pk for row in mine])
    rows.filter(is_final_choice=True).exclude(pk__in=keys).update(is_final_choice=False)
    rows.filter(pk__in=keys).update(is_final_choice=True)
    audit.record(
        course=component.course,
        actor=actor,
        verb="submissions.choose",
        target=f"{component.slug} of {enrollment.user.login}",
        before={"submissions": sorted(before)},
        after={"submissions": sorted(keys)},
        at=at,
    )


def _problems(
    competition: Competition, keys: Collection[int], *, among: Collection[int]
) -> list[str]:
    component, limit = competition.component, most_choices(competition)
    problems = []
    if not takes_choice(component):
        problems.append(
            f"{component.slug} leaves nothing to choose: its selection is"
            f" “{component.selection or 'best'}”, not “{CHOSEN}”."
        )
    if limit is not None and len(keys) > limit:
        problems.append(f"At most {limit} may be chosen; these are {len(keys)}.")
    if not set(keys) <= set(among):
        problems.append("Only own submissions that have a score can be chosen.")
    return problems


def choose_own(
    *,
    competition: Competition,
    component: Component,
    enrollment: Enrollment,
    keys: Collection[int],
    at: datetime,
) -> None:
    """Choose as the student does: while their last deadline has not passed.

    *component* carries the student's own deadlines. Raises ChoiceRefusedError as
    :func:`choose` does, and after that deadline.
    """
    end = closes(component)
    if end is not None and at > end:
        raise ChoiceRefusedError(
            ["The last deadline has passed; what was chosen stands now."]
        )
    choose(
        competition=competition,
        enrollment=enrollment,
        submissions=list(Submission.objects.filter(pk__in=keys)),
        actor=enrollment.user,
        at=at,
    )
