"""Whose published letter is out of date, in the words of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.policy.book import Gradebook
from grading.policy.published import Publication, Standing, differences


@dataclass(frozen=True, kw_only=True)
class LetterChange:
    """A student's final and letter in two states of the class; None is not in one."""

    login: str
    name: str
    before: Standing | None
    after: Standing | None


def letter_changes(book: Gradebook) -> list[LetterChange]:
    """Return who would be published otherwise now; empty while nothing is published."""
    if book.published is None:
        return []
    return between(book, book.published.letters, book.letters_now)


def since_before(
    book: Gradebook, history: Sequence[Publication], made: Publication
) -> list[LetterChange]:
    """Return who differs from the publication before *made* in *history*."""
    older = [one for one in history if (one.at, one.key) < (made.at, made.key)]
    return between(book, older[0].letters, made.letters) if older else []


def between(
    book: Gradebook, before: Mapping[int, Standing], after: Mapping[int, Standing]
) -> list[LetterChange]:
    """Return who differs, by login; *book* has the names."""
    people = book.students
    rows = {key: row for row, key in enumerate(people.key.tolist())}
    changes = [
        LetterChange(
            login=people.login[rows[one.key]],
            name=people.name[rows[one.key]] or people.login[rows[one.key]],
            before=one.before,
            after=one.after,
        )
        for one in differences(before, after)
        if one.key in rows
    ]
    return sorted(changes, key=lambda one: one.login)
