"""Writes quizzes of a course to a file of any known format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from courseops.coursefile.rebuild import document_of
from courseops.coursefile.writing import written as written_yaml
from courseops.deadlines import last
from courseops.models import Component, Course
from courseops.quizeditor.interchange.matching import quizzes_of
from courseops.quizeditor.interchange.source import Format
from quizzes.interchange.conversion import Note
from quizzes.interchange.documents import pictures_shown
from quizzes.interchange.exporting import Exported, Written
from quizzes.interchange.gift import writing as gift
from quizzes.interchange.qti import writing as qti
from quizzes.models import Picture

CONTENT_TYPES = {
    Format.YAML: "application/yaml; charset=utf-8",
    Format.QTI: "application/zip",
    Format.GIFT: "text/plain; charset=utf-8",
}
_SUFFIXES = {Format.YAML: "yaml", Format.QTI: "zip", Format.GIFT: "gift.txt"}


class NoQuestionsError(ValueError):
    """There is nothing to write; the message names what has no questions."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """The file: its name, its bytes, and what of the quizzes is not in it."""

    name: str
    content: bytes
    notes: Sequence[Note]
    quizzes: int


def export(
    *,
    course: Course,
    components: Sequence[Component],
    format: Format,  # noqa: A002 as the option
) -> Export:
    """Return *components*, all quizzes of the course where there are none, as a file.

    Raises NoQuestionsError for a quiz without questions, and where there is none.
    """
    documents = {
        one["component"]: one for one in document_of(course).get("quizzes", ())
    }
    full = {slug for slug, one in documents.items() if one.get("questions")}
    empty = [one.slug for one in components if one.slug not in full]
    if empty:
        raise NoQuestionsError(f"{', '.join(empty)}: no questions to write.")
    chosen = components or [one for one in quizzes_of(course) if one.slug in full]
    if not chosen:
        raise NoQuestionsError(f"{course.slug} has no quiz with questions.")
    quizzes = [
        Exported(
            slug=one.slug,
            title=one.display_title,
            document=documents[one.slug],
            ends=_ends(one),
        )
        for one in chosen
    ]
    made = _written(quizzes, course, format)
    name = quizzes[0].slug if len(quizzes) == 1 else f"{course.slug}-quizzes"
    return Export(
        name=f"{name}.{_SUFFIXES[format]}",
        content=made.content,
        notes=made.notes,
        quizzes=len(quizzes),
    )


def _written(quizzes: Sequence[Exported], course: Course, format: Format) -> Written:  # noqa: A002 likewise
    if format == Format.GIFT:
        return gift.written(quizzes)
    names = {name for quiz in quizzes for name in pictures_shown(quiz.document)}
    rows = Picture.objects.filter(course=course, name__in=names)
    if format == Format.QTI:
        kept = {
            name: bytes(content)
            for name, content in rows.values_list("name", "content")
        }
        return qti.package(quizzes, course=course.slug, pictures=kept)
    text = written_yaml({"quizzes": [quiz.document for quiz in quizzes]})
    notes = [
        Note(quiz=quiz.slug, text=f"the picture {name} is not in the file")
        for quiz in quizzes
        for name in pictures_shown(quiz.document)
    ]
    comments = "".join(f"# {note}\n" for note in notes)
    return Written(content=f"{comments}{text}".encode(), notes=notes)


def _ends(component: Component) -> str:
    end = last(component)
    return "" if end is None else f"{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
