"""What a competition says about its teams: entries, choices and standings.

A team's entries are those of its members, also the ones from before it was a team.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courseops import audit, teams
from courseops.models import Component, Course, Enrollment, Kind, Team, User
from courseops.teaming import leftovers
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.work import Change
from leaderboard import ranking, restanding
from leaderboard.choosing import most_choices
from leaderboard.mergerule import bounds
from leaderboard.models import (
    COUNTED_STATES,
    CodeHandIn,
    Competition,
    Standing,
    State,
    Submission,
)
from leaderboard.selectors.competitions import competitions

# What the file's own fault ended, or its maker, was no hand-in.
_NOTHING = (State.REFUSED, State.CANCELLED)
CHOOSE_AGAIN = (
    "Together you had chosen more submissions to be graded by than a team may choose, so"
    " none is chosen now: choose again."
)


@dataclass(frozen=True, kw_only=True)
class Entries:
    """The hand-ins of a competition (courseops.teaming.work.Work)."""

    competition: Competition

    def lock(self) -> None:
        """Let no score be written until this transaction ends."""
        ranking.lock([self.competition.pk])

    def begun(self, people: Collection[Enrollment]) -> set[int]:
        """Return the keys of those of *people* who have a submission, or code, here."""
        made = Submission.objects.filter(
            competition=self.competition, enrollment__in=people
        )
        code = CodeHandIn.objects.filter(
            component=self.competition.component, enrollment__in=people
        )
        begun = made.exclude(state__in=_NOTHING).order_by()
        return {
            *begun.values_list("enrollment", flat=True).distinct(),
            *code.values_list("enrollment", flat=True),
        }

    def check_together(self, people: Collection[Enrollment], *, at: datetime) -> None:
        """Raise TeamRefusedError where *people* made more entries than one could have."""
        made = Submission.objects.filter(
            competition=self.competition,
            enrollment__in=people,
            state__in=COUNTED_STATES,
            is_imported=False,
        ).count()
        component = self.competition.component
        for bound in bounds(
            self.competition.limits or {},
            released=component.released,
            at=at,
            zone=component.course.zone,
        ):
            if made > bound.most:
                raise TeamRefusedError(
                    f"Together you have made {made} submissions, and a team may have"
                    f" made {bound.most} by now: {bound.made_of}."
                )

    def settle(
        self, people: Collection[Enrollment], *, actor: User | None, at: datetime
    ) -> Sequence[str]:
        """Write the standings of *people* and see to what they chose."""
        keys = [one.pk for one in people]
        undone = self._unchoose(keys, actor=actor, at=at)
        restanding.follow(competition=self.competition, enrollments=keys)
        return [CHOOSE_AGAIN] if undone else []

    def _unchoose(
        self, enrollments: Collection[int], *, actor: User | None, at: datetime
    ) -> bool:
        """Take back the choice of each team that has chosen too many.

        Which to keep is for the team to say; until then the best of all counts.
        """
        most, undone = most_choices(self.competition), False
        component = self.competition.component
        for entrant in teams.entrants(component=component, enrollments=enrollments):
            chosen = Submission.objects.filter(
                competition=self.competition,
                enrollment__in=entrant.members,
                is_final_choice=True,
            )
            before = sorted(chosen.values_list("pk", flat=True))
            if most is None or len(before) <= most:
                continue
            chosen.update(is_final_choice=False)
            first = Enrollment.objects.select_related("user").get(pk=entrant.first)
            audit.record(
                course=component.course,
                actor=actor,
                verb="submissions.choose",
                target=f"{component.slug} of {first.user.login}",
                before={"submissions": before},
                after={"submissions": []},
                at=at,
            )
            undone = True
        return undone


def settle_if_due(
    competition: Competition, *, at: datetime, student: Enrollment | None = None
) -> None:
    """Put those in no team together where the time for it has come.

    The component's course is read. For a *student* who has a team there is nothing to do.
    """
    component = competition.component
    if not leftovers.is_due(component, at=at):
        return
    if student is not None:
        found = teams.entrant(component=component, enrollment=student)
        if found.team is not None:
            return
    work = Entries(competition=competition)
    leftovers.group(Change(component=component, work=work, actor=None, at=at))


def group_due(*, at: datetime) -> None:
    """Put those in no team together in all competitions whose time for it has come."""
    here = leftovers.grouped(Component.objects.filter(kind=Kind.COMPETITION))
    for component in here:
        settle_if_due(component.competition, at=at)


@transaction.atomic
def settle_course(*, course: Course) -> None:
    """Write the standings of all competitions with teams anew.

    For whoever changed teams, or who is still in the course, from outside.
    """
    for competition in competitions(course=course):
        component = competition.component
        component.course = course
        has_teams = Team.objects.filter(component=component).exists()
        if not has_teams and teams.largest(component) == 1:
            continue
        ranking.lock([competition.pk])
        made = Submission.objects.filter(competition=competition).order_by()
        listed = Standing.objects.filter(competition=competition)
        keys = {*made.values_list("enrollment", flat=True).distinct()}
        keys |= {*listed.values_list("enrollment", flat=True)}
        ranking.write_standings(competition=competition, enrollments=keys)
