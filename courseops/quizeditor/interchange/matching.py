"""Which quiz of a file is which quiz of the course."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courseops.datafile import DataFileError
from courseops.models import Component, Course, Kind
from courseops.scores.tables import whose
from quizzes.interchange.conversion import Converted
from quizzes.interchange.qti.writing import ident_of

SAY = "say for which one it is"


@dataclass(frozen=True, kw_only=True)
class Matched:
    """A quiz of the file, and the component that it is for."""

    component: Component
    quiz: Converted


def quizzes_of(course: Course) -> list[Component]:
    """Return the quiz components of *course* in its order."""
    found = Component.objects.filter(course=course, kind=Kind.QUIZ, archived=False)
    return list(found.select_related("assignment").order_by("position"))


def matched(
    quizzes: Sequence[Converted], *, course: Course, only: str = ""
) -> tuple[list[Matched], list[str]]:
    """Return the matches in the course's order, and a note for each other quiz.

    A quiz belongs to the component whose slug or title is its own, case, spaces and
    punctuation aside. With *only* the file is for that component: its single quiz
    whatever its title, else the one of that name. Raises DataFileError where nothing
    matches.
    """
    components = quizzes_of(course)
    if only:
        components = [one for one in components if one.slug == only]
        if not components:
            raise DataFileError([f"There is no quiz “{only}” in {course.slug}."])
    if only and len(quizzes) == 1:
        return [Matched(component=components[0], quiz=quizzes[0])], []
    found: dict[int, Converted] = {}
    notes = []
    for quiz, fitting in _fitting(quizzes, components, course):
        if len(fitting) == 1 and fitting[0].pk not in found:
            found[fitting[0].pk] = quiz
        else:
            several = " or ".join(one.slug for one in fitting)
            why = f"it may be {several}" if several else "no quiz here is called so"
            notes.append(f"quiz “{quiz.title}”: left out, {why}")
    if not found:
        raise DataFileError([_nothing(quizzes, components)])
    pairs = [(one, found[one.pk]) for one in components if one.pk in found]
    return [Matched(component=one, quiz=quiz) for one, quiz in pairs], notes


def _fitting(
    quizzes: Sequence[Converted], components: Sequence[Component], course: Course
) -> Iterator[tuple[Converted, list[Component]]]:
    """Go through the quizzes, each with the components that it may be."""
    ours = {ident_of(course.slug, one.slug): one for one in components}
    titles = {str(place): quiz.title for place, quiz in enumerate(quizzes)}
    called_so = whose(titles, components)
    for place, quiz in enumerate(quizzes):
        own = ours.get(quiz.ident)
        yield quiz, called_so[str(place)] if own is None else [own]


def _nothing(quizzes: Sequence[Converted], components: Sequence[Component]) -> str:
    titles = ", ".join(f"“{quiz.title}”" for quiz in quizzes)
    known = ", ".join(one.slug for one in components) or "none"
    return f"None of its quizzes is one of the course's ({titles}; {known}): {SAY}."
