"""What the leaderboard shows."""

import re

import pytest

from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import page, stand, url

# Whatever the number of rows.
BOARD_QUERIES = 15


def test_the_board_shows_ranks_cutoffs_and_my_line(as_user, competition, alice, course):
    stand(competition, EnrollmentFactory(course=course, user__name="Ann"), 0.8)
    stand(competition, alice, 0.61)

    shown = page(as_user(alice).get(url("leaderboard")))

    ann, line_a, line_b, me, line_c = (
        shown.index(text)
        for text in (">Ann<", "0.72000", "0.66000", 'id="me"', "0.53000")
    )
    assert ann < line_a < line_b < me < line_c
    assert "0.05000" in shown  # to the next letter, B


def test_staff_entries_are_marked_and_not_ranked(as_user, competition, alice, bob):
    stand(competition, bob, 0.9)

    shown = page(as_user(alice).get(url("leaderboard")))

    assert "0 ranked" in shown
    assert "not ranked" in shown
    assert ">staff<" in shown


def test_an_empty_board_says_so(as_user, competition, alice):
    assert "Nobody is on the board yet" in page(as_user(alice).get(url("leaderboard")))


@pytest.mark.parametrize("people", [5, 50])
def test_the_board_page_costs_the_same_queries_for_any_class(
    as_user, competition, alice, course, django_assert_num_queries, people
):
    stand(competition, alice, 0.5)
    for number in range(people):
        stand(competition, EnrollmentFactory(course=course), number / 100)
    browser = as_user(alice)

    with django_assert_num_queries(BOARD_QUERIES):
        browser.get(url("leaderboard"))


def test_a_long_board_has_pages_and_each_shows_my_line(
    as_user, competition, alice, course, monkeypatch
):
    monkeypatch.setattr("leaderboard.selectors.pages.PAGE_SIZE", 2)
    for number in range(3):
        stand(competition, EnrollmentFactory(course=course), 0.6 + number / 100)
    stand(competition, alice, 0.5)
    browser = as_user(alice)

    first = page(browser.get(url("leaderboard")))
    (cursor,) = re.findall(r'href="[^"]*(\?cursor=[^"]+)" rel="next"', first)
    second = page(browser.get(url("leaderboard") + cursor))

    assert "Ranks 1 to 2 of 4" in first
    assert "Ranks 3 to 4 of 4" in second
    assert "My page" in first
    assert first.count('id="me"') == second.count('id="me"') == 1


def test_the_board_refreshes_by_itself_until_it_is_paused(as_user, competition, alice):
    browser = as_user(alice)

    assert 'hx-trigger="every 20s"' in page(browser.get(url("leaderboard")))
    assert "every 20s" not in page(browser.get(url("leaderboard") + "?paused=1"))


def test_a_refused_nickname_leaves_the_board_refreshing_by_its_own_address(
    as_user, competition, alice
):
    shown = page(as_user(alice).post(url("nickname"), {"nickname": "<x>"}))

    assert f'hx-get="{url("leaderboard")}' in shown
    assert f'hx-get="{url("nickname")}' not in shown


def test_staff_see_the_login_beside_a_nickname(as_user, competition, alice, bob):
    alice.nickname = "Rider"
    alice.save()
    stand(competition, alice, 0.5)

    assert ">alice<" in page(as_user(bob).get(url("leaderboard")))
    assert ">alice<" not in page(as_user(alice).get(url("leaderboard")))


def test_a_nickname_replaces_my_name_on_the_board(as_user, competition, alice):
    stand(competition, alice, 0.5)
    browser = as_user(alice)

    answer = browser.post(url("nickname"), {"nickname": "Rider"}, follow=True)

    assert ">Rider " in page(answer)


def test_a_refused_nickname_comes_back_with_the_reason(as_user, competition, alice):
    answer = as_user(alice).post(url("nickname"), {"nickname": "<x>"})

    assert answer.status_code == 422
    assert "U+003C" in page(answer)
    assert 'value="&lt;x&gt;"' in page(answer)
