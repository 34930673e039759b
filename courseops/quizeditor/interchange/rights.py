"""What of an import only an instructor may do: it changes marks, or shows results."""

from collections.abc import Sequence

from courseops.coursefile.shapes import Json
from courseops.models import Course
from courseops.permissions import Access, Permission
from courseops.quizeditor.interchange.importing import Outcome, Replaced
from quizzes.answered import count_answered
from quizzes.interchange.comparing import other_marks
from quizzes.models import Attempt


def barred(outcome: Outcome, found: Access) -> list[str]:
    """Return why *found* may not apply what a file would do; nothing where they may."""
    taken = _taken(found.course)
    answered = count_answered(course=found.course)
    why: list[str] = []
    for one in outcome.replaced:
        slugs = {slug for quiz, slug in answered if quiz == one.slug}
        marks = other_marks(one.before, one.after, answered=slugs)
        if one.slug in taken and not found.allows(Permission.CHANGE_CLASS):
            why += _marks(one, marks)
        if one.slug in taken and not found.allows(Permission.REVEAL_SCORES):
            why += _reveal(one)
    return why


def _taken(course: Course) -> set[str]:
    attempts = Attempt.objects.filter(component__course=course)
    return set(attempts.values_list("component__slug", flat=True).distinct())


def _marks(one: Replaced, questions: Sequence[str]) -> list[str]:
    why = [f"{one.slug}: answers to {slug} would be marked anew" for slug in questions]
    if _keep(one.before) != _keep(one.after):
        why.append(f"{one.slug} was taken, and another attempt would count")
    return why


def _reveal(one: Replaced) -> list[str]:
    was, now = ((side or {}).get("reveal") for side in (one.before, one.after))
    return [f"{one.slug} was taken, and shows results at another time"] * (was != now)


def _keep(quiz: Json | None) -> str:
    attempts = (quiz or {}).get("attempts") or {}
    found: str = attempts.get("keep", "best")
    return found
