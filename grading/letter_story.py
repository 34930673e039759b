"""A student's letter as their page tells it: which, since when, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from courseops.instants import in_words
from courseops.models import Course
from grading.derivation.curve_words import curve_in_words
from grading.derivation.letter import letter_steps
from grading.derivation.steps import Step, exact
from grading.policy.book import Gradebook
from grading.policy.class_letters import class_letters
from grading.policy.curves import rule_of
from grading.policy.published import Publication, Standing
from grading.roll import students


@dataclass(frozen=True, kw_only=True)
class LetterStory:
    """A letter; ``published_at`` is None for one that follows the total so far.

    ``waits`` tells that it follows when the curve is published, ``provisional`` that
    only staff see it.
    """

    letter: str | None
    published_at: datetime | None
    waits: bool
    provisional: bool
    steps: Sequence[Step]


def letter_story(book: Gradebook, row: int, *, course: Course) -> LetterStory:
    """Tell the letter of the student in *row*.

    A published one is told by the numbers of its publication, whatever they are now.
    """
    key, letter = int(book.students.key[row]), book.letter[row]
    made = book.published
    standing = made.letters.get(key) if made else None
    has_curve = book.plan.curve is not None and book.plan.scale is not None
    if made is not None and standing is not None:
        steps = _published(made, standing, key, course)
    else:
        steps = _computed(book, row)
        standing, made = None, None
    computed = standing.letter if standing else _computed_letter(book, row)
    if letter is not None and letter != computed:
        steps = [Step(rule="override", text=f"Staff set this letter: {letter}.")]
    is_audit = book.students.basis[row] == "audit"
    return LetterStory(
        letter=letter,
        published_at=made.at if made else None,
        waits=letter is None and has_curve and not is_audit,
        provisional=letter is not None and has_curve and made is None,
        steps=steps if letter is not None else [],
    )


def letter_in_lines(story: LetterStory, *, course: Course) -> list[str]:
    """Return the letter and how it came about as lines of plain text."""
    if story.letter is None:
        return []
    since = ", provisional" if story.provisional else ""
    if story.published_at:
        at = in_words(story.published_at, zone=course.zone, seconds=True)
        since = f", published {at}"
    steps = [f"  {step.text}" for step in story.steps]
    return ["", f"Letter: {story.letter}{since}", *steps]


def _computed_letter(book: Gradebook, row: int) -> str | None:
    return book.curved["total"].letter[row] if "total" in book.curved else None


def _computed(book: Gradebook, row: int) -> Sequence[Step]:
    if "total" not in book.curved or book.plan.scale is None:
        return []
    return letter_steps(
        book.curved["total"],
        row,
        value=float(book.total.mark[row]),
        scale=book.plan.scale,
        curve=book.plan.curve,
    )


def _published(
    made: Publication, standing: Standing, key: int, course: Course
) -> Sequence[Step]:
    """Return the steps from the published finals to the letter.

    Where the class has changed so that they give another letter now, or staff had set
    the letter, the rule is told alone.
    """
    rule = rule_of(made.curve)
    if standing.final is not None:
        people = students(course, None)
        values = np.array(
            [_final(made.letters.get(one)) for one in people.key.tolist()], float
        )
        row = people.key.tolist().index(key)
        curved = class_letters(values, people, scale=made.scale, curve=rule)
        if curved.letter[row] == standing.letter:
            return letter_steps(
                curved, row, value=standing.final, scale=made.scale, curve=rule
            )
    final = (
        "no final" if standing.final is None else f"a final of {exact(standing.final)}"
    )
    text = f"Published with {final}. The rule: {curve_in_words(rule)}"
    return [Step(rule="published", text=text)]


def _final(standing: Standing | None) -> float:
    if standing is None or standing.final is None:
        return float("nan")
    return standing.final
