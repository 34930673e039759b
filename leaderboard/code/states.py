"""Whose code belongs to what counts, for staff: everybody who takes part, by name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from courseops import teams
from courseops.asking import is_asked
from courseops.deadlines import last, own_among
from courseops.models import Component, Enrollment, Role, Status
from leaderboard.code.tying import LATEST, Tie, as_scored, selected, tie_of
from leaderboard.models import CodeHandIn, Competition, State, Submission
from leaderboard.selectors.code import all_code
from leaderboard.standings import Scored


@dataclass(frozen=True, kw_only=True)
class CodeState:
    """An entrant with their code, newest first, and the submissions that count."""

    members: Sequence[Enrollment]
    handins: Sequence[CodeHandIn]
    selected: Sequence[int]
    deadline: datetime | None

    @property
    def newest(self) -> CodeHandIn | None:
        return next(iter(self.handins), None)

    @property
    def earlier(self) -> Sequence[CodeHandIn]:
        return self.handins[1:]

    @property
    def tie(self) -> Tie:
        return tie_of(self.newest, self.selected)

    @property
    def is_late(self) -> bool:
        """Whether nothing came by the code's deadline, and something after it."""
        if self.deadline is None or not self.handins:
            return False
        return all(one.received_at > self.deadline for one in self.handins)

    @property
    def name(self) -> str:
        return ", ".join(str(one.user) for one in self.members)


def code_states(*, competition: Competition) -> list[CodeState]:
    """Return the state of all students who are asked, and of whoever handed code in.

    A fixed number of queries, however many there are.
    """
    component = competition.component
    handins = list(all_code(component=component))
    people = _people(component, {one.enrollment_id for one in handins})
    entrants = teams.entrants(component=component, enrollments=list(people))
    code = _by_member(handins)
    scored = _scored(competition)
    own = own_among(component, course=component.course, enrollments=people.values())
    states = []
    for entrant in entrants:
        members = [people[key] for key in entrant.members if key in people]
        first = own.get(entrant.first) or own[members[0].pk]
        states.append(
            CodeState(
                members=members,
                handins=_newest_first(code, entrant.members),
                selected=selected(
                    [one for key in entrant.members for one in scored.get(key, ())],
                    competition=competition,
                    until=last(first.component),
                ),
                deadline=component.code,
            )
        )
    return sorted(states, key=lambda state: state.name.casefold())


def _people(
    component: Component, with_code: Collection[int]
) -> Mapping[int, Enrollment]:
    """Return everybody of the course who is asked for code or handed some in."""
    rows = Enrollment.objects.filter(course=component.course_id).select_related(
        "user", "track"
    )
    return {
        one.pk: one
        for one in rows
        if one.pk in with_code
        or (
            one.role == Role.STUDENT
            and one.status == Status.ACTIVE
            and is_asked(component, one)
        )
    }


def _scored(competition: Competition) -> Mapping[int, Sequence[Scored]]:
    """Return what may be selected, by who made it; the rest is not read."""
    rows = Submission.objects.filter(
        competition=competition, state=State.SCORED, disqualified_at=None
    )
    if competition.component.selection != LATEST:
        rows = rows.filter(Q(may_be_best=True) | Q(is_final_choice=True))
    found = defaultdict(list)
    rows = rows.annotate(public_score=F("score__public"))
    for row in rows.only("enrollment_id", "received_at", "is_final_choice"):
        found[row.enrollment_id].extend(as_scored([row]))
    return found


def _by_member(
    handins: Iterable[CodeHandIn],
) -> Mapping[int, Sequence[CodeHandIn]]:
    found = defaultdict(list)
    for one in handins:
        found[one.enrollment_id].append(one)
    return found


def _newest_first(
    code: Mapping[int, Sequence[CodeHandIn]], members: Iterable[int]
) -> list[CodeHandIn]:
    found = [one for key in members for one in code.get(key, ())]
    return sorted(found, key=lambda one: (one.received_at, one.pk), reverse=True)
