"""Where a request stands: who asks, in which course, about which competition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from courseops import clock, teams
from courseops.asking import Asking
from courseops.models import Component, Enrollment
from courseops.permissions import Permission, access
from courseops.timeline import Timeline, lay_out
from leaderboard.csvfile import Layout
from leaderboard.cutoffs import Cutoff, in_order
from leaderboard.layouts import layout_of
from leaderboard.metrics.catalogue import CATALOGUE
from leaderboard.metrics.explanations import explain
from leaderboard.models import Competition, Solution, Submission
from leaderboard.selectors import competitions, submissions


@dataclass(frozen=True, kw_only=True)
class Place(Asking):
    """A checked request about one competition."""

    competition: Competition

    @property
    def component(self) -> Component:
        return self.competition.component

    def is_ours(self, submission: Submission) -> bool:
        """Tell whether the asker or one of their team made *submission*."""
        if self.me is not None and submission.enrollment_id == self.me.pk:
            return True
        return submission.enrollment_id in {one.pk for one in self.mates}

    @property
    def minimize(self) -> bool:
        return not self.competition.is_maximized

    @property
    def cutoffs(self) -> Sequence[Cutoff]:
        return in_order(
            self.component.cutoffs,
            marks=self.component.marks,
            minimize=self.minimize,
        )

    @property
    def timeline(self) -> Timeline | None:
        dates = self.own.component
        return lay_out(
            released=dates.released,
            early=dates.early,
            on_time=dates.on_time,
            late=dates.late,
            code=dates.code,
            now=self.at,
        )

    @property
    def deadlines(self) -> Sequence[tuple[str, datetime]]:
        """The deadlines of predictions, each with its label."""
        stops = self.timeline.stops if self.timeline else []
        return [(s.label, s.at) for s in stops if s.key not in ("released", "code")]

    @property
    def has_split(self) -> bool:
        """Whether private scores differ from the public ones."""
        solved = self.solution is not None and self.solution.has_split
        return solved or self.competition.split is not None

    @property
    def is_revealed(self) -> bool:
        """Whether students see private scores."""
        return self.competition.revealed_at is not None

    @property
    def reveal_at(self) -> datetime | None:
        """When private scores are to be shown, where that is set and still to come."""
        return None if self.is_revealed else self.competition.reveal_at

    @property
    def shows_private(self) -> bool:
        """Whether the asker sees private scores."""
        return self.access.is_staff or self.is_revealed

    @cached_property
    def solution(self) -> Solution | None:
        return competitions.solution_in_force(competition=self.competition)

    @cached_property
    def layout(self) -> Layout:
        """The columns of the files that are taken now."""
        if self.solution is None:
            return self.competition.layout
        return layout_of(solution=self.solution, competition=self.competition)

    @property
    def public_part(self) -> str:
        """Which part of the test data the leaderboard is based on; empty for all."""
        if self.solution is None or not self.solution.has_split:
            return ""
        split = self.competition.split
        return f"{100 * split['public']:.3g} %" if split else "a part"

    def context(self) -> dict[str, Any]:
        """Return what every page of a competition shows."""
        entry = CATALOGUE[self.competition.metric]
        return {
            "access": self.access,
            "course": self.course,
            "component": self.component,
            "competition": self.competition,
            "metric": entry,
            "explanation": explain(
                entry.name,
                options=self.competition.metric_options,
                columns=len(self.competition.target_columns),
            ),
            "minimize": self.minimize,
            "is_released": self.is_released,
            "sets_solution": self.access.allows(Permission.SET_SOLUTION),
            "takes_teams": teams.largest(self.component) > 1,
            "cutoffs": self.cutoffs,
            "last_deadline": self.last_deadline,
            "has_split": self.has_split,
            "is_revealed": self.is_revealed,
            "reveal_at": self.reveal_at,
            "public_part": self.public_part,
            "at": self.at,
        }


def find_place(
    request: HttpRequest,
    course: str,
    component: str,
    permission: Permission = Permission.VIEW_COURSE,
) -> Place:
    """Return the place; Http404 for outsiders and where there is no such competition."""
    found = access(user=request.user, course_slug=course, permission=permission)
    try:
        competition = competitions.competition(course=found.course, slug=component)
    except Competition.DoesNotExist as missing:
        raise Http404("No such competition") from missing
    competition.component.course = found.course
    return Place(access=found, competition=competition, at=clock.now())


def find_own(place: Place) -> Enrollment:
    """Return the asker's enrolment; staff of the site who are not in the course have none."""
    if place.me is None:
        raise PermissionDenied
    return place.me


def find_submission(place: Place, pk: int) -> Submission:
    """Return a submission that the asker may see: their team's, or any for staff.

    Another student's is answered like one that does not exist.
    """
    try:
        found = submissions.submission(
            course=place.course, slug=place.component.slug, pk=pk
        )
    except Submission.DoesNotExist as missing:
        raise Http404("No such submission") from missing
    if not place.access.is_staff and not place.is_ours(found):
        raise Http404("No such submission")
    return found
