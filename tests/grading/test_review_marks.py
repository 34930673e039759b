"""Reviewed papers, and reviews written, in the gradebook."""

from datetime import timedelta

import pytest

from courseops.models import Component, Extension
from projects import models as pj
from tests.grading.judging import (
    DAY,
    DUE,
    TERM_ENDS,
    hand_in,
    mark,
    of,
    people,
    report,
    review,
    team,
    wrote,
)

__all__ = ["people", "report", "review"]


def test_a_paper_is_worth_the_mean_of_its_reviews(report, review, people):
    p, q, r, s = people
    team(report, p, q)
    hand_in(report, q)
    for reviewer, points in ((r, 8), (s, 6)):
        wrote(review, reviewer, q, points)

    assert mark(p, review) == mark(q, review) == ("graded", 70.0)


def test_reviews_weigh_as_staff_say(report, review, people):
    p, q, r, s = people
    hand_in(report, p)
    wrote(review, q, p, 8)
    wrote(review, r, p, 6, weight=0.5)
    wrote(review, s, p, 1, weight=0)

    assert mark(p, review) == ("graded", pytest.approx(100 * 11 / 1.5 / 10))


def test_the_staffs_points_stand_for_the_reviews(report, review, people):
    p, q, *_ = people
    hand_in(report, p)
    wrote(review, q, p, 2)
    pj.PaperMark.objects.create(
        component=review, author=p, points=9, reason="Unfair.", at=TERM_ENDS
    )

    assert mark(p, review) == ("graded", 90.0)
    steps = {step["rule"]: step["text"] for step in of(p, review)["steps"]}
    assert steps["reviews"] == "The reviews gave 2; the staff set 9 in their place."


def test_reviews_count_when_reviewing_is_over(report, review, people):
    p, q, *_ = people
    hand_in(report, p)
    wrote(review, q, p, 8)

    assert mark(p, review, at=DUE + 7 * DAY) == ("pending", None)
    assert mark(p, review, at=DUE + 7 * DAY + timedelta(seconds=1)) == ("graded", 80.0)


def test_a_paper_nobody_reviewed_is_pending(report, review, people):
    p, q, r, s = people
    hand_in(report, p)
    hand_in(report, q)
    wrote(review, r, p, 8)

    assert mark(q, review) == ("pending", None)
    assert mark(s, review) == ("missing", 0.0)


def test_a_sentence_names_no_reviewer(report, review, people):
    p, q, *_ = people
    hand_in(report, p)
    wrote(review, q, p, 8)

    told = str(of(p, review))
    assert q.user.name not in told.split()
    assert "login" not in told


@pytest.fixture
def reviewing(review) -> Component:
    """The mark is the reviewer's own."""
    review.details["mark"] = "given"
    review.save()
    return review


def test_a_reviewers_mark_is_the_share_of_reviews_written(reviewing, people):
    p, q, r, s = people
    wrote(reviewing, p, q, 8)
    wrote(reviewing, p, r, 8)
    wrote(reviewing, p, s, None)

    assert mark(p, reviewing, at=DUE + 2 * DAY) == ("pending", None)
    assert mark(p, reviewing) == ("graded", pytest.approx(200 / 3))


def test_all_reviews_written_count_at_once(reviewing, people):
    p, q, r, s = people
    for author in (q, r, s):
        wrote(reviewing, p, author, 8)

    assert mark(p, reviewing, at=DUE + 2 * DAY) == ("graded", 100.0)


def test_a_review_may_be_worth_less(reviewing, people):
    p, q, r, _s = people
    wrote(reviewing, p, q, 8)
    wrote(reviewing, p, r, 8, worth=0.5)

    assert mark(p, reviewing) == ("graded", 75.0)


def test_late_reviews_are_a_candidate_of_their_own(reviewing, people):
    p, q, r, s = people
    reviewing.late_policy = {"kind": "slack_or_late", "late_factor": 0.9}
    reviewing.late = DUE + 10 * DAY
    reviewing.save()
    wrote(reviewing, p, q, 8)
    wrote(reviewing, p, r, 8)
    wrote(reviewing, p, s, 8, at=DUE + 8 * DAY)

    assert mark(p, reviewing) == ("graded", 90.0)


def test_who_has_nothing_to_review_is_pending(reviewing, people):
    p, q, _r, s = people
    wrote(reviewing, p, q, 8)

    assert mark(s, reviewing) == ("pending", None)


def test_who_wrote_no_review_is_missing(reviewing, people):
    p, q, _r, s = people
    wrote(reviewing, p, q, 8)
    wrote(reviewing, s, q, None)

    assert mark(s, reviewing) == ("missing", 0.0)


def test_an_excuse_takes_a_review_out(reviewing, people):
    p, q, *_ = people
    wrote(reviewing, p, q, None)
    Extension.objects.create(
        component=reviewing, enrollment=p, excused=True, reason="ill", at=DUE
    )

    assert of(p, reviewing)["state"] == "excused"
