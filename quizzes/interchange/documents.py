"""Ways through a quiz's document, an entry of ``quizzes:`` in a course file."""

from collections.abc import Iterator

from quizzes.interchange.conversion import Json
from quizzes.interchange.markdown_html import pictures_in


def questions_of(document: Json) -> Iterator[Json]:
    """Go through the questions, those in pools too, in their order."""
    for entry in document.get("questions", ()):
        if "pool" in entry:
            yield from entry["questions"]
        else:
            yield entry


def pictures_shown(document: Json) -> list[str]:
    """Return the names of the pictures that a quiz shows, each once."""
    texts = (text for one in questions_of(document) for text in _texts(one))
    names = (name for text in texts if "![" in text for name in pictures_in(text))
    return list(dict.fromkeys(names))


def _texts(question: Json) -> Iterator[str]:
    for key in ("prompt", "explanation"):
        if question.get(key):
            yield question[key]
    for key in ("choices", "items"):
        yield from question.get(key, ())
    for pair in question.get("pairs", {}).items():
        yield from pair
