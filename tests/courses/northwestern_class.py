"""A class of CS 396/496 and its term, as it happens: each step at its own time.

Readings are in Canvas and Moodle, homework 1 in Autolab, homework 2 in Gradescope, the
project in files of the staff. Students choose their on-call lectures here.
"""

from collections.abc import Mapping

import time_machine

from courseops import clock
from courseops.models import Component, Enrollment
from courseops.scores.entering import enter_scores
from participation import oncall
from participation.lectures import lectures
from tests.courses import elsewhere
from tests.courses.classroom import Classroom, Grades

FULL = {
    "readings-1": 9,
    "readings-2": 9,
    "hw1": 10,
    "readings-3": 9,
    "hw2": 10,
    "project-proposal": 5,
    "project-readings": 9,
    "project-plan": 5,
    "project-meeting": 5,
    "readings-4": 9,
    "final-project": 20,
}
LOGINS = (
    "ann bo cy dee eva fin gus hal ivy jo kai lea max nia".split()  # noqa: SIM905 names
)
# Points where they are not the full ones; None is nothing at all.
LESS: dict[str, dict[str, float | None]] = {
    "cy": {"readings-3": 7},
    "dee": {"readings-1": 8, "readings-2": None},
    "eva": {"readings-1": 5, "hw2": 8},
    "fin": {"final-project": 15},
    "gus": {"readings-4": None, "final-project": 14},
    "hal": {slug: full / 2 for slug, full in FULL.items()},
    "ivy": {
        "readings-1": 8,
        "readings-2": 8,
        "hw1": 8.5,
        "readings-3": 8,
        "project-readings": 6,
        "final-project": 18,
    },
    "jo": {"final-project": 10},
    "kai": {"final-project": 16},
    # What their team got is entered under kai.
    "lea": {"final-project": None},
    "max": {"readings-3": None, "hw2": None, "final-project": None},
    "nia": dict.fromkeys(FULL),
}
REPUTATION = {
    "ann": 500,
    "bo": 450,
    "cy": 450,
    "dee": 400,
    "eva": 350,
    "fin": 300,
    "gus": 300,
    "hal": 250,
    "ivy": 200,
    "jo": 150,
    "kai": 100,
    "lea": 50,
    "max": 10,
    "odd": 900,
}
# The lecture that each chose, and the points for it.
ON_CALL = {
    "on-call-1": {
        "ann": ("oct-01", 3),
        "bo": ("oct-01", 2),
        "cy": ("nov-05", 3),
        "eva": ("nov-05", 1.5),
        "ivy": ("nov-24", 0.5),
        "jo": ("nov-24", 0.999),
        "kai": ("oct-01", 3),
    },
    "on-call-2": {"ann": ("nov-05", 3), "cy": ("nov-24", 1), "kai": ("nov-24", 3)},
}
# A second after the deadline, and a day and a half after it.
LATE = {"bo": "2020-10-07 05:00:00 UTC", "cy": "2020-10-08 18:00:00 UTC"}
UNKNOWN = dict.fromkeys(("vic", "wes", "xia"), ("9", "2020-10-19 12:00:00 -0500"))


def term(room: Classroom) -> Mapping[str, Grades | str]:
    """Live through the term; returns what was exported on the way, by its day."""
    with time_machine.travel("2020-09-17T12:00:00-05:00", tick=False):
        room.enrol(*(f"{login},cs396,letter" for login in (*LOGINS, "odd")))
        room.teams(*(f"owls,{login},final-project" for login in ("kai", "lea", "max")))
        _choose_lectures(room)
    return {
        "24 September": _september(room),
        "7 October": _autolab(room),
        "21 October": _gradescope(room),
        **_the_end(room),
    }


def points(slug: str, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the points of everybody who has some, as files have them."""
    found = {
        login: LESS.get(login, {}).get(slug, FULL[slug])
        for login in LOGINS
        if login not in without
    }
    return {login: f"{value:g}" for login, value in found.items() if value is not None}


def _september(room: Classroom) -> Grades:
    with time_machine.travel("2020-09-24T12:00:00-05:00", tick=False):
        first = points("readings-1") | {"odd": "9"}
        columns = {"Readings 1": ("9", first), "Readings 2": ("9", {})}
        room.file("readings-1", elsewhere.canvas(columns, [*LOGINS, "odd"]))
        return room.grades(as_of="2020-09-24T12:00:00-05:00")


def _autolab(room: Classroom) -> Grades:
    with time_machine.travel("2020-10-01T12:00:00-05:00", tick=False):
        columns = {
            "Readings 1": ("9", points("readings-1")),
            "Readings 2": ("9", points("readings-2") | {"dee": "EX"}),
        }
        room.file("readings-2", elsewhere.canvas(columns, LOGINS))
        room.do("extend", "readings-2", "dee", "--excuse", "--reason", "ill")
        room.do("extend", "hw1", "cy", "--days", "2", "--reason", "ill")
    with time_machine.travel("2020-10-07T12:00:00-05:00", tick=False):
        room.file("hw1", elsewhere.autolab(_homework(without=("cy",))))
        now = room.grades(as_of="2020-10-07T12:00:00-05:00")
    with time_machine.travel("2020-10-09T12:00:00-05:00", tick=False):
        room.file("hw1", elsewhere.autolab(_homework()))
    return now


def _homework(*, without: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    in_time = "2020-10-06 20:00:00 UTC"
    return {
        login: (value, LATE.get(login, in_time))
        for login, value in points("hw1", without=without).items()
    }


def _gradescope(room: Classroom) -> Grades:
    with time_machine.travel("2020-10-15T12:00:00-05:00", tick=False):
        room.enrol("odd,cs396,letter,dropped")
        columns = {"Readings 3": ("9", points("readings-3"))}
        room.file("readings-3", elsewhere.canvas(columns, LOGINS))
    with time_machine.travel("2020-10-21T12:00:00-05:00", tick=False):
        room.file("hw2", elsewhere.gradescope(_second(eva="6"), most="10"))
        return room.grades(as_of="2020-10-21T12:00:00-05:00")


def _second(*, eva: str) -> dict[str, tuple[str, str]]:
    in_time, late = "2020-10-20 18:00:00 -0500", "2020-10-21 00:10:00 -0500"
    marked = points("hw2") | {"eva": eva}
    return {
        **{
            login: (value, late if login == "lea" else in_time)
            for login, value in marked.items()
        },
        "max": ("", ""),
        **UNKNOWN,
    }


def _the_end(room: Classroom) -> Mapping[str, Grades | str]:
    with time_machine.travel("2020-12-12T12:00:00-06:00", tick=False):
        room.file("hw2", elsewhere.gradescope(_second(eva="8"), most="10"))
        for slug in FULL:
            if slug.startswith("project") or slug == "final-project":
                room.scores(slug, *(f"{k},{v}" for k, v in points(slug).items()))
        read = points("readings-4") | {"gus": "-"}
        room.file("readings-4", elsewhere.moodle("Readings 4", read))
        _enter_points(room)
        room.scores("reputation", *(f"{k},{v}" for k, v in REPUTATION.items()))
        fin, hal = ("fin", "component:project-plan"), ("hal", "letter")
        room.do("override", *fin, "60", "--reason", "a plan of two pages")
        room.do("override", *hal, "D-", "--reason", "the exam board")
        end = "2020-12-12T12:00:00-06:00"
        before = room.grades(final=True, as_of=end)
        room.file("hw2", elsewhere.gradescope(_second(eva="8"), most="10"))
        room.file("hw1", elsewhere.autolab(_homework()))
        return {
            "end": room.grades(final=True, as_of=end),
            "before importing again": before,
            "csv": room.exported("csv", final=True, as_of=end),
        }


def _choose_lectures(room: Classroom) -> None:
    """Choose as students do on their page."""
    for slug, chosen in ON_CALL.items():
        for login, (lecture, _) in chosen.items():
            oncall.choose(
                component=_component(room, slug),
                student=_student(room, login),
                lecture=lecture,
                at=clock.now(),
            )


def _enter_points(room: Classroom) -> None:
    """Enter the points of each lecture, as staff do on its page."""
    for slug, chosen in ON_CALL.items():
        component = _component(room, slug)
        for lecture in lectures(component.course):
            points = {
                _student(room, login): value
                for login, (key, value) in chosen.items()
                if key == lecture.key
            }
            enter_scores(
                component=component,
                scores=points,
                received_at=lecture.ends_at,
                actor=None,
                at=clock.now(),
                why=f"on call in {lecture.key}",
            )


def _component(room: Classroom, slug: str) -> Component:
    found = Component.objects.select_related("course", "assignment")
    return found.get(course__slug=room.slug, slug=slug)


def _student(room: Classroom, login: str) -> Enrollment:
    people = Enrollment.objects.select_related("course", "user")
    return people.get(course__slug=room.slug, user__login=login)
