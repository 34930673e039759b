"""The class as a grid: columns, filters, order, statistics, file and costs."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courseops.models import Extension, Track
from grading.models import Override
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CompetitionFactory,
    ComponentFactory,
    EnrollmentFactory,
)
from tests.grading.instants import IN_TIME

GRADES = reverse("grading:grades", args=["ml-f20"])
CSV = reverse("grading:class_csv", args=["ml-f20"])
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def grid(client, bob):
    """Read the grid as a TA; return its HTML."""
    client.force_login(bob.user)

    def grid(query="", **options):
        return client.get(f"{GRADES}?{query}", **options).content.decode()

    return grid


@pytest.fixture
def table(client, bob):
    """Read the grid's file as a TA; return its rows."""
    client.force_login(bob.user)

    def table(query=""):
        text = client.get(f"{CSV}?{query}").content.decode()
        return list(csv.DictReader(io.StringIO(text)))

    return table


@pytest.fixture
def three(course, hw1p2, hand_in):
    """Ann with 100, Ben with 80, Cem with nothing."""
    for login, score in (("ann", 0.72), ("ben", 0.66), ("cem", None)):
        student = EnrollmentFactory(course=course, user__login=login)
        if score is not None:
            hand_in(student, hw1p2, score)


def _logins(rows):
    return [row["login"] for row in rows]


def test_the_file_has_what_the_grid_shows_to_two_decimals(table, three):
    rows = table()

    assert list(rows[0]) == [
        *("name", "login", "track", "basis", "status"),
        *("total", "final", "letter", "component:hw1p2"),
    ]
    assert [row["component:hw1p2"] for row in rows] == ["100.00", "80.00", "0.00"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["ann", "ben", "cem"]),
        ("-name", ["cem", "ben", "ann"]),
        ("component:hw1p2", ["cem", "ben", "ann"]),
        ("-component:hw1p2", ["ann", "ben", "cem"]),
        ("-total", ["ann", "ben", "cem"]),
        ("login", ["ann", "ben", "cem"]),
        ("nonsense", ["ann", "ben", "cem"]),
    ],
)
def test_any_column_sorts(table, three, sort, expected):
    assert _logins(table(f"sort={sort}")) == expected


@pytest.mark.parametrize("sort", ["component:hw9p2", "-component:hw9p2"])
def test_who_has_no_mark_comes_last_either_way(table, three, course, sort, hand_in):
    unposted = CompetitionFactory(
        component__course=course, component__slug="hw9p2", component__cutoffs=None
    )

    assert _logins(table(f"sort={sort}")) == ["ann", "ben", "cem"]
    assert unposted.component.cutoffs is None


def test_the_class_can_be_filtered(table, course, three):
    track = Track.objects.create(course=course, slug="11-485", position=0)
    EnrollmentFactory(course=course, user__login="dan", track=track)
    EnrollmentFactory(course=course, user__login="eve", basis="audit")
    EnrollmentFactory(course=course, user__login="fay", status="dropped")

    assert _logins(table("track=11-485")) == ["dan"]
    assert _logins(table("basis=audit")) == ["eve"]
    assert _logins(table("status=dropped")) == ["fay"]
    assert _logins(table("state=graded")) == ["ann", "ben"]
    assert _logins(table("search=EVE%40example")) == ["eve"]
    assert _logins(table("search=e&status=active&basis=letter&state=missing")) == [
        "cem",
        "dan",
    ]
    assert len(table("track=unknown&state=odd")) == 6


@pytest.mark.parametrize(
    ("level", "target"),
    [
        ("components", "component:hw1p2"),
        ("assignments", "assignment:hw1"),
        ("categories", "category:homework"),
    ],
)
def test_the_columns_go_as_deep_as_asked(table, grid, three, level, target):
    rows = table(f"level={level}")

    assert rows[0][target] == "100.00"
    assert f'data-target="{target}"' in grid(f"level={level}")


def test_the_header_names_what_is_above_a_component(grid, course, hw1p2, alice):
    written = hw1p2.component.assignment
    ComponentFactory(course=course, assignment=written, slug="hw1p1", kind="parts")
    quiz = AssignmentFactory(course=course, slug="quiz-1", title="Quiz 1")
    ComponentFactory(course=course, assignment=quiz, slug="q1", kind="quiz")

    text = grid()

    assert '<th scope="colgroup" colspan="3"><span>Homework</span>' in text
    assert '<th scope="colgroup" colspan="2"><span>HW1</span>' in text
    assert "<span>Quiz 1</span>" not in text


def test_columns_stand_by_category_however_the_course_mixes_them(table, course, alice):
    exams = CategoryFactory(course=course, slug="exams", position=1)
    work = CategoryFactory(course=course)
    for position, category in enumerate([work, exams, work]):
        assignment = AssignmentFactory(
            course=course, category=category, position=position
        )
        ComponentFactory(
            course=course, assignment=assignment, slug=f"c{position}", kind="points"
        )

    columns = [name for name in table()[0] if name.startswith("component")]

    assert columns == ["component:c0", "component:c2", "component:c1"]


def test_states_are_told_by_signs(grid, three):
    text = grid()

    assert ">100.00</a>" in text
    assert ">0.00 m</a>" in text


def test_what_is_pending_is_a_dash(grid, course, alice):
    ComponentFactory(course=course, slug="exam", kind="points", on_time=None)

    assert '<a href="components/exam/?student=alice">–</a>' in grid()


def test_a_dropped_mark_is_struck_through(grid, course, alice, hw1p2, hand_in):
    category = hw1p2.component.assignment.category
    category.drop_lowest = 1
    category.save()
    other = CompetitionFactory(component__course=course, component__slug="hw2p2")
    hand_in(alice, hw1p2, 0.72)
    hand_in(alice, other, 0.53)

    text = grid()

    assert '<s><a href="components/hw2p2/?student=alice">60.00</a></s>' in text


def _override(student, target, value, at):
    return Override.objects.create(
        enrollment=student, target=target, value=value, reason="agreed", at=at
    )


@pytest.mark.parametrize(
    ("target", "level"),
    [
        ("component:hw1p2", "components"),
        ("assignment:hw1", "assignments"),
        ("category:homework", "categories"),
        ("total", "components"),
    ],
)
def test_what_staff_set_has_a_star(grid, alice, hw1p2, hand_in, target, level):
    hand_in(alice, hw1p2, 0.66)
    _override(alice, target, 91, IN_TIME)

    assert ">91.00*</a>" in grid(f"level={level}")


def test_an_excused_mark_counts_in_no_statistic(grid, alice, hw1p2, hand_in, course):
    hand_in(EnrollmentFactory(course=course), hw1p2, 0.66)
    Extension.objects.create(
        component=hw1p2.component,
        enrollment=alice,
        excused=True,
        reason="ill",
        at=IN_TIME,
    )

    text = grid()

    assert ">ex</a>" in text
    assert text.partition("<tfoot>")[2].count("<td>80.00</td>") == 6


def test_a_component_of_another_track_is_an_empty_cell(grid, table, course, hw1p2):
    track = Track.objects.create(
        course=course, slug="11-485", position=0, without=["hw1p2"]
    )
    EnrollmentFactory(course=course, user__login="dan", track=track)

    assert "<td></td></tr>" in grid()
    assert table()[0]["component:hw1p2"] == ""


def test_median_and_mean_are_of_the_marks_that_count(grid, three):
    foot = grid().partition("<tfoot>")[2]

    assert foot.count("<td>80.00</td>") == 3  # of total, final and component
    assert foot.count("<td>60.00</td>") == 3


def test_statistics_follow_the_filter(grid, three):
    foot = grid("search=ann").partition("<tfoot>")[2]

    assert foot.count("<td>100.00</td>") == 6


def test_a_hundred_students_make_a_page(grid, course, hw1p2):
    for number in range(101):
        EnrollmentFactory(course=course, user__login=f"x{number:03d}")

    assert grid().count("data-login") == 100
    assert grid("page=2").count("data-login") == 1
    assert 'aria-rowcount="103"' in grid("page=2")
    assert 'aria-rowindex="103"' in grid("page=2")
    assert grid("rows=all").count("data-login") == 101


def test_marks_open_their_override_where_asked(grid, three):
    text = grid("cells=override")

    assert 'href="ann/override/?target=component:hw1p2"' in text


def test_htmx_gets_the_table_alone(grid, three):
    text = grid(**HTMX)

    assert "<html" not in text
    assert 'role="grid"' in text


def test_the_file_runs_no_formula(table, course, hw1p2):
    EnrollmentFactory(course=course, user__login="ann", user__name="=1+1")
    EnrollmentFactory(course=course, user__login="ben", user__name="\t=1+1")

    assert {row["name"] for row in table()} == {"'=1+1", "'\t=1+1"}


def test_letters_sort_by_their_worth(table, course, hw1p2, hand_in):
    course.letters = {"scale": {"A": 95, "A-": 75, "B+": 50}}
    course.save()
    for login, score in (("ann", 0.53), ("ben", 0.66), ("cem", 0.72)):
        hand_in(EnrollmentFactory(course=course, user__login=login), hw1p2, score)

    rows = table("sort=-letter")

    assert [row["letter"] for row in rows] == ["A", "A-", "B+"]


@pytest.mark.parametrize("url", [GRADES, f"{GRADES}?rows=all", CSV])
def test_the_queries_do_not_grow_with_the_class(
    client, course, bob, hw1p2, hand_in, url
):
    client.force_login(bob.user)

    def enrol(number):
        for _ in range(number):
            hand_in(EnrollmentFactory(course=course), hw1p2, 0.61)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    enrol(20)
    of_20 = cost()
    enrol(180)

    assert cost() == of_20
