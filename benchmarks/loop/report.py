"""Grade a class: what the JSON export says of each student (course-file.md)."""

from benchmarks.loop.completion import owed, result
from benchmarks.loop.course import Json
from benchmarks.loop.facts import known
from benchmarks.loop.judging import judged
from benchmarks.loop.letters import letter_of
from benchmarks.loop.work import statistics, works

# What staff decided for a component shows, whatever becomes of its assignment.
SET_HERE = ("overridden", "excused")


def graded(course: Json, facts: Json, *, at: int, final: bool) -> list[Json]:
    """Return the students of a class as the export has them, by login.

    *course* comes from :func:`benchmarks.loop.course.resolved`, *facts* are as
    :mod:`benchmarks.loop.facts` says, *at* is an epoch second.
    """
    students = sorted(
        (one for one in facts["roster"] if one["role"] == "student"),
        key=lambda one: one["login"],
    )
    return of_world(known(course, facts, at), students, final=final)


def of_world(world: Json, students: list[Json], *, final: bool) -> list[Json]:
    """Return the students, given what is known as :func:`facts.known` groups it."""
    statistics(world, students)
    rows = [student_row(world, student) for student in students]
    _put_letters(world, students, rows, final=final)
    return rows


def student_row(world: Json, student: Json) -> Json:
    """Return one student without a letter, which the class decides."""
    done = works(world, student)
    now, end = judged(world, student, done)
    unmet, is_complete = owed(world, student, done)
    unmet += [f"{work['slug']}/code" for work in done if now["withheld"][work["slug"]]]
    login, budget = student["login"], world["course"]["budget"]
    return {
        "login": login,
        "track": student["track"],
        "basis": student["basis"],
        "status": student["status"],
        "components": _with_drops(now, done),
        "assignments": now["levels"]["assignments"],
        "categories": now["levels"]["categories"],
        "total": world["overrides"].get((login, "total"), now["levels"]["course"]),
        "final": world["overrides"].get((login, "final"), end["levels"]["course"]),
        "letter": None,
        "result": None,
        "slack_left": None if budget is None else budget - now["spent"],
        "unmet": unmet,
        "is_complete": is_complete,
    }


def _with_drops(standing: Json, done: list[Json]) -> Json:
    shown = {}
    for work in done:
        record = standing["records"][work["slug"]]
        is_dropped = work["component"]["assignment"] in standing["levels"]["dropped"]
        if is_dropped and record["state"] not in SET_HERE:
            record = {**record, "state": "dropped"}
        shown[work["slug"]] = record
    return shown


def _put_letters(
    world: Json, students: list[Json], rows: list[Json], *, final: bool
) -> None:
    course, number = world["course"], "final" if final else "total"
    curve = course["curve"] or {}
    for student, row in zip(students, rows, strict=True):
        population = [
            other[number]
            for one, other in zip(students, rows, strict=True)
            if one["status"] == "active"
            and one["basis"] == "letter"
            and other[number] is not None
            and (not curve.get("per_track") or one["track"] == student["track"])
        ]
        is_complete = row.pop("is_complete")
        override = world["overrides"].get((student["login"], "letter"))
        letter = None
        if course["scale"] and student["basis"] != "audit" and row[number] is not None:
            letter = letter_of(course, row[number], population)
        if override is not None and student["basis"] != "audit":
            letter = override
        row["letter"] = letter
        shown = result(world, student, row["letter"], is_complete=is_complete)
        row["result"] = shown if final else _early_result(student, row["letter"])


def _early_result(student: Json, letter: str | None) -> str | None:
    """Return the result before the end: a letter alone, P, F, AU and NC wait."""
    return letter if student["basis"] == "letter" else None
