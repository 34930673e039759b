"""Staff say who the strangers of another system's export are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from courseops.datafile import DataFileError
from courseops.models import Course, User
from courseops.outside_names import Name, confirm
from courseops.scores.changes import Stranger
from courseops.scores.people import People


def name_strangers(
    strangers: Sequence[Stranger],
    *,
    course: Course,
    by_hand: Mapping[str, str],
    actor: User | None,
    at: datetime,
) -> int:
    """Keep whose logins were written for *strangers*, and tell how many.

    An empty login leaves somebody a stranger. Raises DataFileError with every login
    that is nobody's; nothing is written then.
    """
    people, names, problems = People(course), [], []
    for stranger, login in _written(strangers, by_hand):
        place = people.called(login)
        if place is None:
            text = f"“{login}” is nobody in {course.slug}"
            problems.append(f"line {stranger.line}: {text}")
            continue
        names.append(
            Name(
                site=stranger.site,
                name=stranger.known_as,
                enrollment=place.key,
                login=place.login,
            )
        )
    if problems:
        raise DataFileError(problems)
    confirm(names, course=course, actor=actor, at=at)
    return len(names)


def _written(
    strangers: Sequence[Stranger], by_hand: Mapping[str, str]
) -> Iterator[tuple[Stranger, str]]:
    for stranger in strangers:
        login = by_hand.get(stranger.field, "").strip()
        if login and stranger.known_as:
            yield stranger, login
