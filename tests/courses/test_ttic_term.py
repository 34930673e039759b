"""A whole term of TTIC 31230: every mark worked out by hand, and no total of them."""

import csv
import io

import pytest

from tests.courses.ttic_class import LOGINS, SCORES, term

pytestmark = pytest.mark.django_db

# Means of what has a mark; without dates nothing is missing.
PROBLEM_SETS = {
    "abe": (100 + 95 + 90) / 3,
    "bea": (75 + 80 + 85) / 3,
    "cal": (60 + 0 + 72) / 3,
    # Excused from the second.
    "dan": (88 + 84) / 2,
    "eli": (91 + 92 + 93) / 3,
    # The first is missing in Gradescope.
    "fay": (77 + 81) / 2,
    "gil": (70 + 71 + 72) / 3,
    "hal": (55 + 60 + 65) / 3,
    "ida": (80 + 85 + 90) / 3,
    "jan": (93.5 + 90 + 88) / 3,
    # Excused in Canvas; until staff excuse them here it is pending.
    "kim": (66 + 64) / 2,
    "leo": 50,
}
EXAMS = {
    "abe": (97 + 99 + 98) / 3,
    "bea": (70 + 72 + 74) / 3,
    "cal": (55 + 61 + 58) / 3,
    "dan": (90 + 86 + 88) / 3,
    "eli": (94 + 95 + 96) / 3,
    "fay": (83 + 79 + 81) / 3,
    "gil": (68 + 66) / 2,
    # (45 + 50 + 52) / 3 = 49, and 80 by staff.
    "hal": 80,
    "ida": (75 + 78 + 81) / 3,
    "jan": (91 + 89.25 + 90) / 3,
    "kim": (60 + 62) / 2,
    "leo": 40,
}
# Of ida 60, and 90 by staff.
PROJECT = dict(zip(LOGINS, SCORES["final-project"], strict=True)) | {"ida": 90}


@pytest.fixture(scope="module")
def exports(rooms):
    with rooms("ttic-31230-f22") as room:
        return term(room)


@pytest.fixture(scope="module")
def end(exports):
    return exports["end"]


def close(value: float):
    return pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("slug", SCORES)
def test_every_score_of_100_is_its_mark(end, slug):
    marks = {login: one["components"][slug]["mark"] for login, one in end.items()}
    changed = {"ida": 90} if slug == "final-project" else {}

    assert marks == dict(zip(LOGINS, SCORES[slug], strict=True)) | changed


@pytest.mark.parametrize("login", LOGINS)
def test_each_category_is_the_mean_of_what_is_there(end, login):
    project = PROJECT[login]

    assert end[login]["categories"] == {
        "problem-sets": close(PROBLEM_SETS[login]),
        "exams": close(EXAMS[login]),
        "project": None if project is None else close(project),
    }


@pytest.mark.parametrize("login", LOGINS)
def test_without_weights_there_is_no_total_and_no_letter(end, login):
    told = [end[login][key] for key in ("total", "final", "letter", "result")]

    assert told == [None] * 4


def test_what_staff_set_and_who_is_excused_shows_as_such(end):
    states = {
        (login, slug): end[login]["components"][slug]["state"]
        for login, slug in (
            ("ida", "final-project"),
            ("dan", "problem-set-2"),
            ("kim", "problem-set-3"),
            ("fay", "problem-set-1"),
            ("gil", "exam-1"),
        )
    }

    assert list(states.values()) == [
        "overridden",
        "excused",
        "pending",
        "pending",
        "pending",
    ]


def test_at_midterm_two_problem_sets_and_an_exam_are_there(exports):
    midterm = exports["midterm"]

    assert midterm["abe"]["categories"] == {
        "problem-sets": close((100 + 95) / 2),
        "exams": close(97),
        "project": None,
    }
    # Before the re-grade.
    assert midterm["bea"]["categories"]["problem-sets"] == close((70 + 80) / 2)
    assert midterm["leo"]["categories"]["exams"] == close(40)


def test_three_people_of_gradescope_are_unknown_and_the_others_are_taken(exports):
    assert "uma" in exports["first"]
    assert set(exports["end"]) == set(LOGINS)


def test_a_re_import_changes_the_one_score_that_changed(exports):
    assert "1 replaced, 0 cleared, 11 unchanged, 3 unknown" in exports["again"]


def test_the_file_for_people_has_marks_and_empty_totals(exports):
    rows = {row["login"]: row for row in csv.DictReader(io.StringIO(exports["csv"]))}

    assert rows["jan"]["component:exam-2"] == "89.25"
    assert rows["jan"]["category:problem-sets"] == "90.50"
    for row in rows.values():
        assert [row[key] for key in ("total", "final", "letter", "result")] == [""] * 4
