"""A class of TTIC 31230 and its term: seven pieces of work from five systems, no weights."""

from collections.abc import Mapping

import time_machine

from tests.courses import elsewhere
from tests.courses.classroom import Classroom, Grades

LOGINS = "abe bea cal dan eli fay gil hal ida jan kim leo".split()  # noqa: SIM905 names
# What everybody got of 100, in the order of the class; None is no result.
SCORES: dict[str, tuple[float | None, ...]] = {
    "problem-set-1": (100, 75, 60, 88, 91, None, 70, 55, 80, 93.5, 66, 50),
    "problem-set-2": (95, 80, 0, None, 92, 77, 71, 60, 85, 90, 64, None),
    "problem-set-3": (90, 85, 72, 84, 93, 81, 72, 65, 90, 88, None, None),
    "exam-1": (97, 70, 55, 90, 94, 83, None, 45, 75, 91, 60, 40),
    "exam-2": (99, 72, 61, 86, 95, 79, 68, 50, 78, 89.25, 62, None),
    "exam-3": (98, 74, 58, 88, 96, 81, 66, 52, 81, 90, None, None),
    "final-project": (100, 90, 85, 95, 97, 92, 80, 70, 60, 94, 75, None),
}
UNKNOWN = dict.fromkeys(("uma", "vic", "wes"), ("9", "2022-10-10 12:00:00 -0500"))
MIDTERM, END = "2022-11-01T12:00:00-05:00", "2022-12-16T12:00:00-06:00"


def term(room: Classroom) -> Mapping[str, Grades | str]:
    """Live through the term; returns what was exported, by name."""
    with time_machine.travel("2022-09-27T12:00:00-05:00", tick=False):
        room.enrol(*(f"{login},,letter" for login in LOGINS))
    with time_machine.travel("2022-10-12T12:00:00-05:00", tick=False):
        first = room.file("problem-set-1", _gradescope(bea="70"))
        room.file("exam-1", elsewhere.moodle("Exam 1", cells("exam-1") | {"gil": "-"}))
    with time_machine.travel(MIDTERM, tick=False):
        room.file("problem-set-2", elsewhere.autolab(_timed("problem-set-2")))
        room.do("extend", "problem-set-2", "dan", "--excuse", "--reason", "ill")
        midterm = room.grades(as_of=MIDTERM)
    with time_machine.travel(END, tick=False):
        _the_rest(room)
        again = room.file("problem-set-1", _gradescope(bea="75"))
        return {
            "first": first,
            "midterm": midterm,
            "again": again,
            "end": room.grades(final=True, as_of=END),
            "csv": room.exported("csv", final=True, as_of=END),
        }


def cells(slug: str) -> dict[str, str]:
    """Return the scores of those who have one, as files have them."""
    found = zip(LOGINS, SCORES[slug], strict=True)
    return {login: f"{score:g}" for login, score in found if score is not None}


def _the_rest(room: Classroom) -> None:
    room.enrol("leo,,letter,dropped")
    columns = {
        "Problem set 3": ("100", cells("problem-set-3") | {"kim": "EX"}),
        "Exam 2": ("100", cells("exam-2")),
    }
    for slug in ("problem-set-3", "exam-2"):
        room.file(slug, elsewhere.canvas(columns, LOGINS))
    for slug in ("exam-3", "final-project"):
        room.scores(slug, *(f"{k},{v}" for k, v in cells(slug).items()))
    room.do("override", "hal", "category:exams", "80", "--reason", "an oral exam")
    ida = ("ida", "component:final-project")
    room.do("override", *ida, "90", "--reason", "the code ran after all")


def _gradescope(*, bea: str) -> list[str]:
    rows = _timed("problem-set-1", at="2022-10-10 18:00:00 -0500")
    rows["bea"] = (bea, "2022-10-10 18:00:00 -0500")
    return elsewhere.gradescope({**rows, "fay": ("", ""), **UNKNOWN}, most="100")


def _timed(
    slug: str, *, at: str = "2022-10-25 23:00:00 UTC"
) -> dict[str, tuple[str, str]]:
    return {login: (score, at) for login, score in cells(slug).items()}
