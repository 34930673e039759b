"""Who changes when everything is scored again: rows of a page and of a file."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from defusedcsv.csv import writer as defused_writer

from grading.exports.harmless import harmless
from grading.models import Mark

Json = Mapping[str, Any]
MOVERS = 5
_LETTER = "letter"
# Value before, value after; None is none.
Pair = tuple[Any, Any]
_NONE: Pair = (None, None)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A student before and after; ranks and letters of who has none are None."""

    login: str
    name: str
    is_student: bool
    score: Pair
    rank: Pair
    private: Pair
    private_rank: Pair
    mark: Pair
    letter: Pair

    @property
    def changes(self) -> bool:
        """Whether anything shown is other than before."""
        return any(was != now for was, now in self._pairs)

    @property
    def climbs(self) -> int | None:
        """How many places up; None where there is no rank before or after."""
        was, now = self.rank
        return None if was is None or now is None else was - now

    @property
    def _pairs(self) -> Sequence[Pair]:
        return (
            self.score,
            self.rank,
            self.private,
            self.private_rank,
            self.mark,
            self.letter,
        )


def rows(effects: Json, *, component: str, course_id: int) -> list[Row]:
    """Return everybody with a score or a mark that changes. One query.

    Marks and letters that stay are as they are recorded.
    """
    target = f"component:{component}"
    kept = _recorded(course_id, target)
    changed = {
        (one["login"], one["target"]): (one["before"], one["after"])
        for one in effects.get("changes", ())
        if one["target"] in (target, _LETTER)
    }
    placed = {one["login"]: one for one in (effects.get("report") or {})["rows"]}
    names = {one["login"]: one["name"] for one in effects.get("changes", ())}
    others = {login for login, _ in changed} - set(placed)
    logins = [*placed, *sorted(others)]
    return [
        _row(
            login, placed.get(login, {"name": names.get(login)}), changed, kept, target
        )
        for login in logins
    ]


def _row(
    login: str,
    placed: Json,
    changed: Mapping[tuple[str, str], Pair],
    kept: Mapping[tuple[str, str], Any],
    target: str,
) -> Row:
    def pair(name: str) -> Pair:
        was, now = placed.get(name, _NONE)
        return was, now

    def stays(of: str) -> Pair:
        value = kept.get((login, of))
        return changed.get((login, of), (value, value))

    return Row(
        login=login,
        name=placed["name"] or login,
        is_student=placed.get("is_student", True),
        score=pair("score"),
        rank=pair("rank"),
        private=pair("private"),
        private_rank=pair("private_rank"),
        mark=stays(target),
        letter=stays(_LETTER),
    )


def _recorded(course_id: int, target: str) -> Mapping[tuple[str, str], Any]:
    found = Mark.objects.filter(
        enrollment__course=course_id, target__in=(target, _LETTER)
    ).values_list("enrollment__user__login", "target", "value")
    return {(login, of): value for login, of, value in found}


def movers(found: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return who climbs most and who falls most."""
    moved = sorted(
        (row for row in found if row.climbs), key=lambda row: -(row.climbs or 0)
    )
    up = [row for row in moved if (row.climbs or 0) > 0]
    down = [row for row in moved if (row.climbs or 0) < 0]
    return up[:MOVERS], down[::-1][:MOVERS]


def as_csv(found: Iterable[Row]) -> str:
    """Return the rows for a spreadsheet; scores and marks as they are computed."""
    file = io.StringIO()
    written = defused_writer(file)
    names = ("score", "rank", "private", "private_rank", "mark", "letter")
    written.writerow(
        [
            "login",
            "name",
            *(f"{name}_{when}" for name in names for when in ("before", "after")),
        ]
    )
    for row in found:
        values = [value for name in names for value in getattr(row, name)]
        written.writerow([harmless(row.login), harmless(row.name), *values])
    return file.getvalue()
