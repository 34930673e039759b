"""Loads what grades rest on: the course's plan, its students, facts and decisions.

The number of queries is the same for one student and for a thousand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from courseops.models import Component, Course, Enrollment, Extension, Kind
from courseops.results import begun
from courseops.teams import Keys, named_members, team_of_component
from grading import plans, received
from grading.attended import excused_from_all
from grading.decided import (
    CODE,
    Decisions,
    deadlines_and_excuses,
    decisions,
    extensions_of,
)
from grading.judged import handed_in
from grading.policy.book import Students
from grading.policy.columns import Bools, Floats
from grading.policy.component import Facts, top, waits
from grading.policy.plan import ComponentPlan, CoursePlan
from grading.policy.published import Publication
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines
from grading.publications import published
from grading.received import Received
from grading.roll import Roll, roll, students, whole_roll
from leaderboard.selectors import facts
from leaderboard.selectors.facts import ScoringFacts
from projects.selectors.facts import unshown
from quizzes.selectors import concealed, keeps

Teams = Mapping[int, Mapping[int, Keys]]
_NOBODY = np.empty(0)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a gradebook is computed from.

    ``deadlines`` (each student's own) and ``facts`` have an entry for every component.
    ``overrides`` are the marks that staff set, by target, ``letters`` the letters they
    set, by enrollment key; ``waived`` tells by assignment who need not hand it in.
    ``ranked`` marks who is part of class statistics. ``arrivals`` are the instants of
    everything received. ``published`` are the letters last published. ``is_whole`` tells
    that all students of the course are here, ``as_student`` that a student is asking.
    """

    plan: CoursePlan
    students: Students
    ranked: Bools
    deadlines: Mapping[str, Deadlines]
    facts: Mapping[str, Facts]
    arrivals: Floats
    overrides: Mapping[str, Floats]
    letters: Mapping[int, str]
    waived: Mapping[str, Bools]
    published: Publication | None
    is_whole: bool
    as_student: bool


def load(
    *,
    course: Course,
    at: datetime,
    enrollment: Enrollment | None = None,
    as_student: bool = False,
    explain: bool = False,
) -> Evidence:
    """Return the facts known at the instant *at*, and all that is decided.

    Of all students of the course or, given *enrollment*, of that one. ``as_student``
    conceals what rests on scores that students do not see yet. Of a class, submissions
    that cannot be graded are left out unless *explain*.
    """
    components = list(
        Component.objects.filter(course=course, archived=False).order_by("position")
    )
    scoring = facts.scoring_facts(course=course)
    hidden = _concealed(course, scoring, at=at) if as_student else frozenset()
    unseen = unshown(components=components) if as_student else frozenset()
    plan = plans.course_plan(
        course,
        components,
        scoring=scoring,
        keeps=keeps(course=course),
        concealed=hidden | unseen,
    )
    teams = team_of_component(course)
    people = students(course, enrollment)
    planned = {component.slug: component for _, _, component in plan.components()}
    loading = _Loading(
        course=course,
        components=components,
        planned=planned,
        lacking=plan.lacking(),
        teams=teams,
        extensions=extensions_of(course),
        until=at,
        in_the_open=_in_the_open(scoring) if as_student else None,
    )
    whose = None if enrollment is None else _with_mates(enrollment.pk, teams)
    lean = enrollment is None and not explain
    found = received.received(
        course=course,
        until=at,
        enrollments=whose,
        components=components,
        teams=teams,
        competitions={
            one.pk: lean and planned[one.slug].selection == "best"
            for one in components
            if one.kind == Kind.COMPETITION
        },
        in_the_open=loading.in_the_open,
        tells=not lean,
    )
    named = {} if lean or not any(teams.values()) else named_members(course)
    own = loading.table(roll(people, teams, named), found, components)
    decided = decisions(course, components, own.roll)
    class_wide = loading.class_wide(
        own if enrollment is None else None, judged=found.work.begun - unseen
    )
    return Evidence(
        plan=plan,
        students=people,
        ranked=own.roll.ranked,
        deadlines=own.deadlines,
        facts={
            component.slug: loading.facts(component, own, found, decided, class_wide)
            for component in components
        },
        arrivals=found.arrivals(own.submissions.values()),
        overrides=decided.overrides,
        letters=decided.letters,
        waived=decided.waived,
        published=published(course),
        is_whole=enrollment is None,
        as_student=as_student,
    )


@dataclass(frozen=True, kw_only=True)
class _Table:
    """What the students of a roll handed in, by when they had to.

    ``lacking`` names by component the tracks that are without it.
    """

    roll: Roll
    lacking: Mapping[str, frozenset[str]]
    deadlines: Mapping[str, Deadlines]
    excused: Mapping[str, Bools]
    submissions: Mapping[str, Submissions]

    def takes_part(self, slug: str) -> Bools:
        """Tell who is part of the class statistics of a component."""
        absent = self.roll.in_tracks(self.lacking[slug])
        return self.roll.ranked & ~self.excused[slug] & ~absent


@dataclass(frozen=True, kw_only=True)
class _ClassWide:
    """What a component's marks owe to the rest of the class, by component."""

    tops: Mapping[str, float]
    ranked: Mapping[str, Floats]
    begun: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class _Loading:
    """The course that is being loaded.

    ``in_the_open`` are the components of which private scores may be read, None for all.
    """

    course: Course
    components: Sequence[Component]
    planned: Mapping[str, ComponentPlan]
    lacking: Mapping[str, frozenset[str]]
    teams: Teams
    extensions: Sequence[Extension]
    until: datetime
    in_the_open: Collection[int] | None

    def table(
        self, of: Roll, found: Received, components: Sequence[Component]
    ) -> _Table:
        """Return the table of a roll, of what was *found* in *components*."""
        deadlines, excused = deadlines_and_excuses(
            self.course, components, self.extensions, of
        )
        return _Table(
            roll=of,
            lacking=self.lacking,
            deadlines=deadlines,
            excused={
                one.slug: excused[one.slug]
                | excused_from_all(found.attendance, one, of)
                for one in components
            },
            submissions={
                one.slug: found.submissions(
                    one, self.planned[one.slug], of, deadlines[one.slug]
                )
                for one in components
            },
        )

    def class_wide(self, whole: _Table | None, *, judged: frozenset[int]) -> _ClassWide:
        """Return what rests on the whole class, whose table may be there already.

        *judged* are the components in which people have judged somebody's work.
        """
        scored = [one for one in self.components if self.planned[one.slug].bonus]
        tiered = [one for one in self.components if self.planned[one.slug].tiers]
        has_begun = begun(course=self.course, until=self.until) | judged
        if not scored and not tiered:
            return _ClassWide(tops={}, ranked={}, begun=has_begun)
        if whole is None:
            whole = self._compared(scored, tiered)
        return _ClassWide(
            tops={
                one.slug: top(
                    self.planned[one.slug],
                    whole.submissions[one.slug],
                    whole.deadlines[one.slug],
                    takes_part=whole.takes_part(one.slug),
                )
                for one in scored
            },
            ranked={
                one.slug: _ranked(
                    whole.submissions[one.slug], whole.takes_part(one.slug)
                )
                for one in tiered
            },
            begun=has_begun,
        )

    def _reviewed(self, component: Component) -> Component:
        """Return the component whose work a peer review is about, else itself."""
        by_slug = {one.slug: one for one in self.components}
        if component.kind != Kind.PEER_REVIEW:
            return component
        return by_slug.get(component.details["of"], component)

    def _compared(
        self, scored: Sequence[Component], tiered: Sequence[Component]
    ) -> _Table:
        """Return the table of the class, of what its members are compared by."""
        found = received.compared(
            course=self.course,
            until=self.until,
            scored=[one.pk for one in scored],
            tiered=[one.pk for one in tiered],
            in_the_open=self.in_the_open,
        )
        everybody = whole_roll(self.course, self.teams)
        return self.table(everybody, found, [*scored, *tiered])

    def facts(
        self,
        component: Component,
        own: _Table,
        found: Received,
        decided: Decisions,
        seen: _ClassWide,
    ) -> Facts:
        """Return all that is known of one component."""
        slug, size = component.slug, len(own.roll)
        plan = self.planned[slug]
        of = self._reviewed(component)
        student, since = found.waiting_for(component, plan, own.roll, of=of.pk)
        nobody = np.zeros(size, dtype=np.bool_)
        code = found.with_code(component, own.roll)
        return Facts(
            submissions=own.submissions[slug],
            waiting=waits(
                student=student,
                received=since,
                plan=self.planned[of.slug],
                deadlines=own.deadlines[of.slug],
            ),
            handed_in=handed_in(found.work, component, plan, own.roll),
            excused=own.excused[slug],
            code=code | decided.waived.get(slug + CODE, nobody),
            cap=decided.caps[slug],
            override=decided.overrides.get(f"component:{slug}", np.full(size, np.nan)),
            top=seen.tops.get(slug, float("nan")),
            ranked=seen.ranked.get(slug, _NOBODY),
            has_begun=component.pk in seen.begun,
        )


def _ranked(submissions: Submissions, takes_part: Bools) -> Floats:
    """Return the values of those who take part, rising."""
    return np.sort(submissions.raw[takes_part[submissions.student]])


def _concealed(
    course: Course, scoring: Mapping[int, ScoringFacts], *, at: datetime
) -> frozenset[int]:
    """Return the components whose marks rest on what students do not see yet."""
    private = frozenset(
        key
        for key, one in scoring.items()
        if one.has_split and one.mark_on != "public" and not one.revealed
    )
    return private | concealed(course=course, at=at)


def _in_the_open(scoring: Mapping[int, ScoringFacts]) -> frozenset[int]:
    """Return the components whose private scores are something else, and no secret."""
    return frozenset(
        key for key, one in scoring.items() if one.has_split and one.revealed
    )


def _with_mates(enrollment: int, teams: Teams) -> list[int]:
    """Return the keys of a student and of whoever hands in with them."""
    mates = {key for of in teams.values() for key in of.get(enrollment, ())}
    return sorted({enrollment, *mates})
