"""Where staff stand who grade: in which component, and what there is to grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from courseops.models import Kind, User
from courseops.permissions import Permission
from projects.gradings.showing import shown_since
from projects.gradings.whole import works
from projects.gradings.works import Work
from projects.place import Place, find_place


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A checked request of staff about what is graded in a component."""

    place: Place
    user: User

    @cached_property
    def works(self) -> Sequence[Work]:
        return works(self.place.work, self.place.course)

    def find(self, login: str, *, version: str = "") -> Work:
        """Return the work of *login*; raises Http404 where there is none.

        In the *version* that is asked for, else in the one that counts.
        """
        for work in self.works:
            if any(one.user.login == login for one in work.members):
                asked = self._in_version(work, version)
                if asked is not None:
                    return asked
        raise Http404("No such work")

    def next_after(self, work: Work | None = None) -> Work | None:
        """Return the next work that waits for the asker, round from *work* on.

        Where no grader is assigned to anything, whatever waits for a grader.
        """
        start = next(
            (
                at + 1
                for at, one in enumerate(self.works)
                if work is not None and one.entrant == work.entrant
            ),
            0,
        )
        round_from = [*self.works[start:], *self.works[:start]]
        waits = [one for one in round_from if self.waits(one)]
        others = [x for x in waits if work is None or x.entrant != work.entrant]
        return others[0] if others else None

    def waits(self, work: Work) -> bool:
        """Tell whether the asker has still to grade *work*."""
        if not work.is_there:
            return False
        own = work.by(self.user)
        if self._is_assigned:
            is_mine = work.is_for(self.user) or own is not None
            return is_mine and (own is None or own.done_at is None)
        return work.points is None and (own is None or own.done_at is None)

    @cached_property
    def _is_assigned(self) -> bool:
        """Whether anything has graders assigned."""
        return any(one.graders for one in self.works)

    def context(self) -> dict[str, Any]:
        """Return what every page of grading shows."""
        place = self.place
        return place.context() | {
            "rubric": place.rubric,
            "shown_since": shown_since(place.work, at=place.at),
            "may_show": place.access.allows(Permission.REVEAL_SCORES),
            "may_edit": place.work.kind == Kind.RUBRIC
            and place.access.allows(Permission.CHANGE_CLASS),
            "may_adjust": place.access.allows(Permission.OVERRIDE_MARKS),
        }

    def _in_version(self, work: Work, version: str) -> Work | None:
        if not version:
            return work
        is_number = version.isascii() and version.isdecimal()
        return work.in_version(int(version[:9])) if is_number else None


def desk_of(
    request: HttpRequest,
    course: str,
    component: str,
    permission: Permission = Permission.GRADE_WORK,
) -> Desk:
    """Return the desk; Http404 for outsiders and where nobody has to grade anything."""
    place = find_place(request, course, component, permission)
    if place.is_completion:
        raise Http404("Nobody grades this")
    assert isinstance(request.user, User)  # noqa: S101 the place was checked
    return Desk(place=place, user=request.user)
