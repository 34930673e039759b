"""How the best score of a class rose over time."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.charts import Point, score_chart
from leaderboard.selectors.progress import class_records, rising
from tests.leaderboard.pages import page, scored, url
from tests.leaderboard.standing import AT, hide, stand, student


@pytest.fixture(autouse=True)
def _nothing_kept(fresh_cache):
    """Have each test draw its own chart."""


@given(st.lists(st.floats(0, 1)), st.booleans())
def test_each_record_beats_all_before_it_and_none_is_missed(values, maximize):
    scores = [(AT + timedelta(minutes=n), value) for n, value in enumerate(values)]

    found = rising(scores, maximize=maximize)

    better = max if maximize else min
    assert [one.score for one in found] == sorted(
        {one.score for one in found}, reverse=not maximize
    )
    assert all(one.at < other.at for one, other in pairwise(found))
    assert [one.score for one in found[-1:]] == ([better(values)] if values else [])


def test_the_class_is_who_has_a_rank(course, competition):
    stand(competition, student(course, "ann"), 0.3, minutes=1)
    stand(competition, student(course, "tom", role="ta"), 0.99, minutes=2)
    stand(competition, student(course, "ben", status="dropped"), 0.98, minutes=3)
    cat = student(course, "cat")
    stand(competition, cat, 0.97, minutes=4)
    hide(competition, cat)
    dan = stand(competition, student(course, "dan"), 0.96, minutes=5).submission
    type(dan).objects.filter(pk=dan.pk).update(disqualified_at=AT)
    stand(competition, student(course, "eve"), 0.4, minutes=6)

    found = class_records(competition=competition)

    assert [one.score for one in found] == [0.3, 0.4]


def test_many_who_look_read_it_once(course, competition, django_assert_num_queries):
    stand(competition, student(course, "ann"), 0.3)
    with django_assert_num_queries(1):
        first = class_records(competition=competition)

    with django_assert_num_queries(0):
        assert class_records(competition=competition) == first


def test_the_page_tells_it_in_words_and_as_a_table(as_user, course, competition, alice):
    stand(competition, student(course, "ann"), 0.71)
    scored(competition, alice)

    shown = page(as_user(alice).get(url("progress")))

    assert "best is 0.71000 since 20 Sep 2020, 08:00 EDT" in shown
    assert "mine is 0.61000." in shown
    assert "The chart as a table" in shown


def test_without_a_score_it_says_so(as_user, competition, alice):
    assert "No scores yet" in page(as_user(alice).get(url("progress")))


def test_a_line_beside_has_no_dots_and_fits_the_same_axes():
    def point(minutes, score):
        return Point(at=AT + timedelta(minutes=minutes), score=score, name="")

    chart = score_chart(
        points=[point(0, 0.5), point(60, 0.9)],
        beside=[point(30, 0.1), point(90, 0.2)],
        cutoffs=None,
        deadlines=[],
        minimize=False,
        zone=AT.tzinfo,
        start=None,
        at=AT + timedelta(hours=2),
        width=640,
        height=270,
    )

    assert len(chart.dots) == 2
    assert chart.beside_path.startswith("M")
    low = max(float(step.split("H")[0]) for step in chart.beside_path.split("V")[1:])
    assert chart.top < low < chart.bottom
