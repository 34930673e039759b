"""Pictures that questions show: those that the course has not are told."""

from collections.abc import Iterator

from courseops.coursefile.findings import Findings
from courseops.coursefile.meaning_quizzes import questions_of
from courseops.coursefile.shapes import Json
from courseops.models import Course
from quizzes.models import Picture
from quizzes.rendering import pictures_in


def warn_of_missing_pictures(
    document: Json, course: Course | None, findings: Findings
) -> None:
    """Warn of each picture that a question shows and *course* has none of that name.

    A course that is not there yet (None) has no pictures.
    """
    shown = [
        ((*path, key), name)
        for path, _, question in questions_of(document)
        for key, text in _texts(question)
        if "![" in text
        for name in pictures_in(text)
    ]
    if not shown:
        return
    known = set(Picture.objects.filter(course=course).values_list("name", flat=True))
    for path, name in shown:
        if name not in known:
            findings.warn(path, f"the course has no picture {name}")


def _texts(question: Json) -> Iterator[tuple[str, str]]:
    for key in ("prompt", "explanation"):
        if key in question:
            yield key, question[key]
    for key in ("choices", "items"):
        yield from ((key, text) for text in question.get(key, ()))
    for pair in question.get("pairs", {}).items():
        yield from (("pairs", text) for text in pair)
