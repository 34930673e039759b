"""Who edits which quiz: what every page of the editor starts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from courseops import clock
from courseops.coursefile.load import Report
from courseops.coursefile.shapes import Json
from courseops.models import Component, Course, Kind, User
from courseops.permissions import Access, Permission, access
from courseops.quizeditor.saving import fingerprint, quiz_of, save_quiz
from quizzes import pictures
from quizzes.answered import count_answers

MEANWHILE = "Nothing was saved: the quiz was changed since you opened the page."


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A checked request about the quiz of one component, as its course file has it."""

    request: HttpRequest
    access: Access
    component: Component
    quiz: Json

    @property
    def course(self) -> Course:
        return self.access.course

    @cached_property
    def answered(self) -> Mapping[str, int]:
        """In how many attempts each question was answered, by its slug."""
        return count_answers(component=self.component)

    @cached_property
    def version(self) -> str:
        """Which version of the quiz the page shows."""
        return fingerprint(self.quiz)

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of the editor shows."""
        return {
            "access": self.access,
            "course": self.course,
            "component": self.component,
            "based_on": self.version,
            "pictures": pictures.addresses(self.course),
            **more,
        }

    def save(self, quiz: Json) -> Report:
        """Store *quiz* in place of the version that the page was opened with.

        Raises OutdatedError where that is not the stored one any more.
        """
        user = self.request.user
        return save_quiz(
            component=self.component,
            quiz=quiz,
            based_on=self.request.POST.get("based_on", ""),
            actor=user if isinstance(user, User) else None,
            at=clock.now(),
        )


def desk_of(request: HttpRequest, course: str, component: str) -> Desk:
    """Return the quiz that is asked for.

    Raises Http404 for outsiders and for what is no quiz, PermissionDenied for insiders
    who may not edit quizzes.
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.EDIT_QUIZZES
    )
    part = (
        Component.objects.filter(
            course=found.course, slug=component, kind=Kind.QUIZ, archived=False
        )
        .select_related("assignment")
        .first()
    )
    if part is None:
        raise Http404("No such quiz")
    part.course = found.course
    return Desk(request=request, access=found, component=part, quiz=quiz_of(part))
