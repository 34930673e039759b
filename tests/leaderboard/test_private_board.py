"""The board by private scores: for staff, and for all once it is revealed."""

import pytest

from leaderboard import revealing
from leaderboard.models import Submission
from leaderboard.selectors.private_board import private_leaderboard
from leaderboard.shakeup import Climb, shake_up
from tests.leaderboard.pages import now, page, url
from tests.leaderboard.standing import baseline, stand, student

# Whatever the number of rows.
QUERIES = 17


@pytest.fixture
def three(course, competition, alice):
    """Ann, Ben and Alice: first, second and third in public, the other way in private."""
    people = [student(course, "ann"), student(course, "ben"), alice]
    for one, public, private in zip(
        people, [0.9, 0.8, 0.7], [0.11111, 0.22222, 0.33333], strict=True
    ):
        stand(competition, one, public, private=private)
    return people


def reveal(competition):
    revealing.reveal(competition=competition, actor=None, at=now())


def test_it_ranks_by_private_score_and_tells_what_moved(competition, three):
    found = private_leaderboard(competition=competition, me=three[2])

    assert [
        (line.entry.rank, line.entry.name, line.public.rank, line.moved)
        for line in found.lines
    ] == [(1, "Alice Ash", 3, 2), (2, "Ben", 2, 0), (3, "Ann", 1, -2)]
    assert found.own == found.lines[0]


def test_it_tells_what_was_chosen(competition, three):
    Submission.objects.filter(enrollment=three[1]).update(is_final_choice=True)

    found = private_leaderboard(competition=competition, me=None)

    assert [line.is_chosen for line in found.lines] == [False, True, False]


def test_a_baseline_that_is_a_number_has_no_private_score(competition, three):
    baseline(competition, "All zeros", 0.5)

    found = private_leaderboard(competition=competition, me=None)

    assert len(found.lines) == 3


def test_students_see_it_once_it_is_revealed(as_user, competition, three, alice):
    browser = as_user(alice)
    before = browser.get(url("private_board"))
    tab = page(browser.get(url("leaderboard")))

    reveal(competition)

    after = page(browser.get(url("private_board")))
    assert before.status_code == 403
    assert url("private_board") not in tab
    assert "0.33333" in after
    assert "up 2 against the public leaderboard" in after
    assert url("private_board") in page(browser.get(url("leaderboard")))


def test_staff_see_it_before_and_are_told_that_students_do_not(
    as_user, competition, three, bob
):
    shown = page(as_user(bob).get(url("private_board")))

    assert "Students do not see this yet" in shown
    assert "0.33333" in shown


def test_others_submissions_are_not_linked(as_user, competition, three, alice):
    reveal(competition)

    shown = page(as_user(alice).get(url("private_board")))

    mine, others = (
        [
            url("submission", one.pk)
            for one in Submission.objects.filter(enrollment__in=of)
        ]
        for of in ([alice], three[:2])
    )
    assert all(link in shown for link in mine)
    assert not any(link in shown for link in others)


def test_without_a_split_there_is_no_private_board(as_user, competition, bob):
    competition.split = None
    competition.save()
    competition.solutions.update(has_split=False)

    assert as_user(bob).get(url("private_board")).status_code == 404


@pytest.mark.parametrize("people", [2, 20])
def test_the_page_costs_the_same_queries_for_any_class(
    as_user, course, competition, bob, django_assert_num_queries, people
):
    for number in range(people):
        one = student(course, f"p{number}")
        stand(competition, one, number / 100, private=number / 50)
    browser = as_user(bob)

    with django_assert_num_queries(QUERIES):
        browser.get(url("private_board"))


# --- The chart of it ---------------------------------------------------------------


def climb(name, public, private):
    return Climb(name=name, public=public, private=private, is_mine=False)


def test_lines_go_from_the_public_order_to_the_private_one():
    climbs = [climb("ann", 7, 1), climb("ben", 2, 2), climb("cat", 2, 5)]

    chart = shake_up(climbs, width=640)

    starts = [slope.start_y for slope in chart.slopes]
    ends = [slope.end_y for slope in chart.slopes]
    assert starts[1] < starts[2] < starts[0]
    assert ends[0] < ends[1] < ends[2]
    assert [slope.trend for slope in chart.slopes] == ["up", "level", "down"]
    assert max(starts + ends) < chart.height


def test_a_long_name_is_cut_for_a_narrow_page():
    (slope,) = shake_up([climb("x" * 60, 1, 1)], width=340).slopes

    assert slope.label.endswith("…")
    assert len(slope.label) < 30


def test_without_anybody_there_is_no_chart():
    assert shake_up([], width=640) is None
