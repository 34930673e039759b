"""Which submissions a student chose to be graded and ranked by.

By ``selection: chosen`` the mark rests on them (policies.md section 3, point 0). Where
``limits.final_choices`` is set and part of the scores is private, they rank on the
private leaderboard, whatever the mark rests on. A team chooses together: whoever of it
chooses, chooses for all of it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from courseops import audit, teams
from courseops.models import Component, Enrollment, User
from leaderboard import ranking, restanding
from leaderboard.models import Competition, Standing, State, Submission
from leaderboard.selectors.competitions import has_split

CHOSEN = "chosen"


class ChoiceRefusedError(ValueError):
    """The choice cannot be made. ``problems`` holds every reason, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def is_marked(component: Component) -> bool:
    """Tell whether the mark rests on what is chosen."""
    return component.selection == CHOSEN


def takes_choice(competition: Competition) -> bool:
    """Tell whether students choose, to be graded or only to be ranked by it."""
    if is_marked(competition.component):
        return True
    return most_choices(competition) is not None and has_split(competition=competition)


def most_choices(competition: Competition) -> int | None:
    """Return how many submissions may be chosen; None is no limit."""
    limit: int | None = (competition.limits or {}).get("final_choices")
    return limit


def closes(component: Component) -> datetime | None:
    """Return until when a student may choose, by the student's own deadlines."""
    return component.late or component.on_time


def closed_because(
    competition: Competition, component: Component, *, at: datetime
) -> str:
    """Return why a student's choice stands *at* that instant; empty while it is free.

    *component* carries the student's own deadlines.
    """
    end = closes(component)
    if end is not None and at > end:
        return "The last deadline has passed; what was chosen stands now."
    if competition.revealed_at is not None and has_split(competition=competition):
        return "The private scores are revealed; what was chosen stands now."
    return ""


def choosable(
    *, competition: Competition, enrollment: Enrollment
) -> QuerySet[Submission]:
    """Return what a student and their team may choose among, newest first.

    The submissions that have a score and are not disqualified.
    """
    members = teams.members(component=competition.component, enrollment=enrollment)
    return (
        Submission.objects.filter(
            competition=competition,
            enrollment__in=members,
            state=State.SCORED,
            disqualified_at=None,
        )
        .annotate(public_score=F("score__public"))
        .select_related("enrollment__user")
        .order_by("-received_at", "-pk")
    )


def unless_chosen(*, competition: Competition, enrollment: Enrollment) -> int | None:
    """Return the submission that ranks privately where none is chosen: the public one.

    By primary key; None without a score.
    """
    members = teams.members(component=competition.component, enrollment=enrollment)
    return (
        Standing.objects.filter(competition=competition, enrollment__in=members)
        .values_list("submission_id", flat=True)
        .first()
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

    None of them: as if nothing had been chosen. The standings follow. Raises
    ChoiceRefusedError where the course file lets nobody choose, for too many, and for
    what is not the student's or has no score.
    """
    ranking.lock([competition.pk])
    keys = {row.pk for row in submissions}
    _choose(competition, enrollment, keys, actor=actor, at=at)
    ranking.write_standings(competition=competition, enrollments=[enrollment.pk])


@transaction.atomic
def choose_own(
    *,
    competition: Competition,
    component: Component,
    enrollment: Enrollment,
    keys: Collection[int],
    at: datetime,
) -> None:
    """Choose as the student does: before their last deadline and before the reveal.

    *component* carries the student's own deadlines. A worker has the standings follow.
    Raises ChoiceRefusedError as :func:`choose` does, and where the choice stands.
    """
    ranking.lock([competition.pk])
    competition.refresh_from_db(fields=["revealed_at"])
    if reason := closed_because(competition, component, at=at):
        raise ChoiceRefusedError([reason])
    _choose(competition, enrollment, set(keys), actor=enrollment.user, at=at)
    restanding.follow(competition=competition, enrollments=[enrollment.pk])


def _choose(
    competition: Competition,
    enrollment: Enrollment,
    keys: set[int],
    *,
    actor: User | None,
    at: datetime,
) -> None:
    component = competition.component
    mine = choosable(competition=competition, enrollment=enrollment)
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
    if not takes_choice(competition):
        problems.append(
            f"{component.slug} leaves nothing to choose: its selection is"
            f" “{component.selection or 'best'}”, not “{CHOSEN}”, and no part of its"
            " scores is private with a number of final choices."
        )
    if limit is not None and len(keys) > limit:
        problems.append(f"At most {limit} may be chosen; these are {len(keys)}.")
    if not set(keys) <= set(among):
        problems.append("Only own submissions that have a score can be chosen.")
    return problems
