"""Puts converted questions together as a quiz: short names, pools, what counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.interchange.conversion import Converted, Json, Notes
from quizzes.interchange.slugs import named, slug_of, unique

_ORDER = ("slug", "type", "prompt")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question without its slug: ``title`` and ``ident`` as the file has them.

    ``points`` is None where the file gives none.
    """

    title: str
    ident: str = ""
    document: Mapping[str, Json]
    points: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Questions of which each student gets ``take``."""

    title: str
    take: int
    questions: Sequence[Asked]


def assembled(
    entries: Sequence[Asked | Drawn],
    *,
    title: str,
    ident: str = "",
    settings: Mapping[str, Json],
    notes: Notes,
) -> Converted:
    """Return the quiz of these questions, in their order."""
    asked = [
        one
        for entry in entries
        for one in (entry.questions if isinstance(entry, Drawn) else [entry])
    ]
    _note_points(asked, notes)
    slugs = iter(named([(one.title, one.ident) for one in asked]))
    names: dict[str, str] = {}
    questions: list[Json] = []
    pools: list[str] = []

    def question(one: Asked) -> Json:
        slug = next(slugs)
        names[slug] = one.title or slug
        credit = {"credit": "nobody"} if one.points == 0 else {}
        document = {"slug": slug, **one.document, **credit}
        first = {key: document[key] for key in _ORDER if key in document}
        return first | document

    for entry in entries:
        if isinstance(entry, Asked):
            questions.append(question(entry))
        elif entry.questions:
            pools.append(unique(slug_of(entry.title, otherwise="pool"), pools))
            inner = [question(one) for one in entry.questions]
            questions.append(
                {"pool": pools[-1], "take": entry.take, "questions": inner}
            )
    return Converted(
        title=title,
        ident=ident,
        document={**settings, "questions": questions},
        names=names,
        notes=notes.found,
    )


def _note_points(asked: Sequence[Asked], notes: Notes) -> None:
    """Note where questions are worth more or less than most of the others."""
    points = [one.points for one in asked if one.points]
    if not points:
        return
    common, _ = min(Counter(points).items(), key=lambda pair: (-pair[1], pair[0]))
    for one in asked:
        if one.points and one.points != common:
            shown = f"{one.points.normalize():f}"
            text = f"is worth {shown} points there; here questions count the same"
            notes.add(text, question=one.title)
