"""Who stands where: ranks, pages, what is marked and what is not shown."""

from datetime import date
from random import Random

import pytest

from leaderboard.cursors import Cursor
from leaderboard.models import Standing
from leaderboard.selectors import board as boards
from leaderboard.selectors.board import leaderboard, own_entry
from tests.factories import CompetitionFactory
from tests.leaderboard.standing import baseline, hide, stand, student, team


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr("leaderboard.selectors.pages.PAGE_SIZE", 4)


def names(found):
    return [(entry.rank, entry.name) for entry in found.entries]


def shown(competition, **asked):
    return leaderboard(competition=competition, **{"me": None} | asked)


def test_higher_is_first_when_higher_is_better(course, competition):
    stand(competition, student(course, "ann"), 0.5)
    stand(competition, student(course, "ben"), 0.9)

    assert names(shown(competition)) == [(1, "Ben"), (2, "Ann")]


def test_lower_is_first_when_lower_is_better(course, competition):
    competition.direction = "minimize"
    stand(competition, student(course, "ann"), 5.0)
    stand(competition, student(course, "ben"), 9.0)

    assert names(shown(competition)) == [(1, "Ann"), (2, "Ben")]


def test_equal_scores_share_a_rank_and_the_earlier_is_first(course, competition):
    stand(competition, student(course, "ann"), 0.7, minutes=5)
    stand(competition, student(course, "ben"), 0.7, minutes=1)
    stand(competition, student(course, "cat"), 0.6)

    assert names(shown(competition)) == [(1, "Ben"), (1, "Ann"), (3, "Cat")]


def test_staff_and_baselines_stand_where_their_scores_belong_without_a_rank(
    course, competition
):
    stand(competition, student(course, "ann"), 0.5)
    stand(competition, student(course, "ben"), 0.9)
    stand(competition, student(course, "tom", role="ta"), 0.7)
    baseline(competition, "All zeros", 0.5)

    found = shown(competition)

    assert names(found) == [(1, "Ben"), (None, "Tom"), (2, "Ann"), (None, "All zeros")]
    assert [entry.kind for entry in found.entries] == [
        "student",
        "staff",
        "student",
        "baseline",
    ]
    assert found.ranked == 2


def test_a_submission_that_is_a_baseline_stands_there_once(course, competition):
    standing = stand(competition, student(course, "tom", role="ta"), 0.7)
    mark = baseline(competition, "Logistic regression", 0.7)
    mark.submission = standing.submission
    mark.save()

    assert names(shown(competition)) == [(None, "Logistic regression")]


def test_dropped_students_are_not_shown_and_leave_no_gap(course, competition):
    stand(competition, student(course, "ann", status="dropped"), 0.9)
    stand(competition, student(course, "ben"), 0.5)

    found = shown(competition)

    assert names(found) == [(1, "Ben")]
    assert found.ranked == 1


def test_a_hidden_entry_is_shown_to_its_owner_and_staff_and_holds_no_rank(
    course, competition
):
    ann, ben = student(course, "ann"), student(course, "ben")
    stand(competition, ann, 0.9)
    stand(competition, ben, 0.5)
    hide(competition, ann)

    assert names(shown(competition, me=ben)) == [(1, "Ben")]
    for seen in (shown(competition, me=ann), shown(competition, is_staff=True)):
        assert names(seen) == [(None, "Ann"), (1, "Ben")]
        assert seen.entries[0].hidden_because == "a second account"
    assert own_entry(competition=competition, me=ann).rank is None
    assert own_entry(competition=competition, me=ben).rank == 1


def test_a_team_stands_under_its_name_with_its_members(course, competition):
    ann = student(course, "ann", nickname="Ada")
    ben = student(course, "ben")
    made = team(competition, "The Trees", ben, ann)
    stand(competition, ann, 0.9, team=made)

    found = shown(competition, me=ben)

    assert names(found) == [(1, "The Trees")]
    assert [member.name for member in found.entries[0].members] == ["Ada", "Ben"]
    assert found.own == found.entries[0]


def test_a_team_stays_while_one_of_it_is_in_the_course(course, competition):
    ann, ben = student(course, "ann", status="dropped"), student(course, "ben")
    stand(competition, ann, 0.9, team=team(competition, "The Trees", ann, ben))

    found = shown(competition)

    assert names(found) == [(1, "The Trees")]
    assert [member.name for member in found.entries[0].members] == ["Ben"]
    assert found.ranked == 1

    ben.status = "dropped"
    ben.save()
    assert names(shown(competition)) == []
    assert shown(competition).ranked == 0


def test_changes_are_those_since_the_day_began(course, competition):
    today = date(2020, 9, 21)
    day = {"day": today}
    stand(competition, student(course, "ann"), 0.9, **day, day_rank=3)
    stand(competition, student(course, "ben"), 0.8, **day, day_rank=1)
    stand(competition, student(course, "cat"), 0.7)

    found = shown(competition, today=today)

    assert found.has_changes
    assert [entry.climbed for entry in found.entries] == [2, -1, None]
    assert not shown(competition, today=date(2020, 9, 22)).has_changes


# --- Pages -------------------------------------------------------------------------


def crowd(course, competition, seed):
    """A board with everything that makes pages hard; a page tells what is shown."""
    deal = Random(seed)
    competition.direction = deal.choice(["maximize", "minimize"])
    for number in range(deal.randint(1, 26)):
        role = deal.choice(["student"] * 5 + ["ta"])
        status = deal.choice(["active"] * 5 + ["dropped"])
        one = student(course, f"p{number}", role=role, status=status)
        score = deal.choice([0.1, 0.2, 0.2, 0.3, 0.5])
        stand(competition, one, score, minutes=deal.randint(0, 3))
        if deal.random() < 0.15:
            hide(competition, one)
    for number in range(deal.randint(0, 3)):
        baseline(competition, f"b{number}", deal.choice([0.05, 0.2, 0.3, 0.9]))


def expected(competition):
    """The whole board by plain sorting and counting."""
    sign = 1 if competition.direction == "minimize" else -1
    rows = Standing.objects.filter(competition=competition, is_hidden=False)
    rows = [
        one
        for one in rows.select_related("enrollment__user")
        if one.enrollment.status == "active"
    ]
    lines = [
        (sign * one.public, 0, one.achieved_at, one.submission_id, one) for one in rows
    ]
    lines += [
        (sign * one.public, 1, one.at, one.pk, one)
        for one in competition.baselines.all()
    ]
    lines.sort(
        key=lambda line: line[:4] if line[1] == 0 else (*line[:2], line[4].title)
    )
    students = [sign * one.public for one in rows if one.enrollment.role == "student"]
    return [
        (
            1 + sum(other < score for other in students)
            if not kind and row.enrollment.role == "student"
            else None,
            row.title if kind else row.enrollment.public_name,
        )
        for score, kind, _, _, row in lines
    ]


def walked(competition, *, backwards):
    """The lines of all pages one after the other, from the first or from the last."""
    found = shown(competition)
    lines = names(found)
    if not backwards:
        while found.next is not None:
            found = shown(competition, start=found.next)
            lines += names(found)
        return lines
    while found.next is not None:
        found = shown(competition, start=found.next)
    lines = names(found)
    while found.previous is not None:
        found = shown(competition, start=found.previous)
        lines = names(found) + lines
    return lines


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("short_pages")
def test_the_pages_make_up_the_whole_board_whichever_way_they_are_turned(
    course, competition, seed
):
    crowd(course, competition, seed)

    whole = expected(competition)

    assert walked(competition, backwards=False) == whole
    assert walked(competition, backwards=True) == whole
    assert [
        (one.rank, one.name)
        for one in boards.whole_board(competition=competition, me=None, is_staff=False)
    ] == whole


@pytest.mark.usefixtures("short_pages")
def test_my_page_has_my_line_in_its_middle(course, competition):
    people = [student(course, f"p{number}") for number in range(9)]
    for number, one in enumerate(people):
        stand(competition, one, 0.9 - number / 100)

    found = shown(competition, me=people[5], around_me=True)

    assert names(found) == [(4, "P3"), (5, "P4"), (6, "P5"), (7, "P6")]
    assert found.own == found.entries[2]
    assert found.previous
    assert found.next


@pytest.mark.usefixtures("short_pages")
def test_another_page_still_knows_my_line(course, competition):
    people = [student(course, f"p{number}") for number in range(6)]
    for number, one in enumerate(people):
        stand(competition, one, 0.9 - number / 100)

    found = shown(competition, me=people[5])

    assert (found.own.rank, found.own.name) == (6, "P5")
    assert (found.page, found.pages, found.following) == (1, 2, 0.86)


@pytest.mark.usefixtures("short_pages")
def test_beyond_an_end_of_the_board_is_the_page_at_that_end(course, competition):
    stand(competition, student(course, "ann"), 0.5)
    last = Standing.objects.get()
    key = boards.public_ladder(competition).key(last)

    for is_backward in (False, True):
        found = shown(competition, start=Cursor(key=key, is_backward=is_backward))
        assert names(found) == [(1, "Ann")]


@pytest.mark.parametrize("people", [3, 30])
def test_a_board_costs_the_same_queries_for_any_class(
    course, competition, django_assert_num_queries, people
):
    for number in range(people):
        stand(competition, student(course, f"p{number}"), number / 100)
    me = student(course, "me")
    stand(competition, me, 0.99)

    # My team, the baselines, the page, who has no rank (none is hidden), how many have.
    with django_assert_num_queries(6):
        leaderboard(competition=competition, me=me)
