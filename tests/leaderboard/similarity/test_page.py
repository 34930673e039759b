"""What staff see of a comparison; students see nothing (tests/access_table.py)."""

import csv
import io
from datetime import timedelta

import pytest

from leaderboard.models import RunState, SimilarityReport
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import HTMX, now, page, scored, url

ADDRESS = ("similarity",)


def pair(one, other, **changes):
    return {
        "one": one.enrollment_id,
        "other": other.enrollment_id,
        "kind": "answers",
        "same": 0,
        "submissions": [[one.pk, other.pk]],
        "strength": 12.3,
        "log10_chance": -30.0,
        "evidence": {
            "items": 4000,
            "wrong_one": 900,
            "wrong_other": 950,
            "both_wrong": 640,
            "same_wrong": 612,
            "expected": 118.2,
        },
        "circle": 2,
    } | changes


def ready(competition, pairs, **changes):
    result = {
        "format": 1,
        "kind": "labels",
        "rows": 10_000,
        "items": 4_000,
        "students": 30,
        "submissions": 80,
        "left_aside": {"weak": 3},
        "compared": 435,
        "threshold": 4.1,
        "histogram": {"low": -4.1, "high": 12.3, "counts": [200, 234, 0, 1]},
        "pairs": pairs,
        "cut": 0,
    }
    return SimilarityReport.objects.create(
        competition=competition,
        state=RunState.READY,
        asked_at=now() - timedelta(minutes=2),
        finished_at=now(),
        result=result | changes,
    )


@pytest.fixture
def two(competition, alice):
    carol = EnrollmentFactory(
        course=alice.course, user__login="carol", user__name="=Carol Cole"
    )
    return scored(competition, alice), scored(competition, carol)


def test_it_can_be_asked_for_and_is_followed(as_user, competition, bob):
    browser = as_user(bob)

    assert "Nothing was compared yet" in page(browser.get(url("similarity")))
    browser.post(url("similarity"))
    shown = page(browser.get(url("similarity")))

    assert "Waits for a worker since" in shown
    assert 'hx-trigger="every 2s"' in shown
    assert SimilarityReport.objects.get().actor == bob.user


def test_once_it_is_done_the_whole_page_is_loaded(as_user, competition, bob, two):
    ready(competition, [pair(*two)])

    answer = as_user(bob).get(url("similarity"), headers=HTMX)

    assert answer["HX-Refresh"] == "true"
    assert "<html" not in page(answer)


def test_a_pair_is_shown_with_words_numbers_and_submissions(
    as_user, competition, bob, two
):
    ready(competition, [pair(*two, kind="file", same=1, circle=4)])

    shown = page(as_user(bob).get(url("similarity")))

    assert "They handed in the same file, to the byte." in shown
    assert "612 times out of the 640 where both are wrong; about 118 times" in shown
    assert "less than 1 in a million" in shown
    assert "a circle of 4 students" in shown
    assert all(f'href="{url("submission", one.pk)}"' in shown for one in two)
    assert "never a proof" in shown
    assert "3 submissions: far weaker" in shown


def test_numbers_have_words_of_their_own(as_user, competition, bob, two):
    evidence = {"items": 2048, "correlation": 0.981, "equal": 1200}
    ready(competition, [pair(*two, evidence=evidence)], kind="numbers")

    shown = page(as_user(bob).get(url("similarity")))

    assert "the correlation is 0.981" in shown
    assert "1,200 of 2,048 numbers are the same" in shown


def test_the_histogram_marks_the_pairs_that_are_listed(as_user, competition, bob, two):
    ready(competition, [pair(*two)])

    shown = page(as_user(bob).get(url("similarity")))

    assert shown.count("chart-bar") == 3
    assert shown.count("similarity-outside") == 1
    assert "Strength from 8.2: 1 pair<" in shown


def test_a_class_in_which_nobody_stands_out(as_user, competition, bob):
    ready(competition, [])

    assert "No pair stands out" in page(as_user(bob).get(url("similarity")))


def test_a_class_too_small_to_compare(as_user, competition, bob):
    ready(competition, [], histogram=None, threshold=None, compared=None)

    assert "The class is too small" in page(as_user(bob).get(url("similarity")))


def test_a_failure_is_told_above_the_last_result(as_user, competition, bob, two):
    report = ready(competition, [pair(*two)])
    report.state, report.error = RunState.FAILED, "The worker stopped."
    report.save()

    shown = page(as_user(bob).get(url("similarity")))

    assert "could not be compared" in shown
    assert "The worker stopped." in shown
    assert "612 times" in shown


def test_who_left_the_course_is_left_out(as_user, competition, bob, two):
    ready(competition, [pair(*two)])
    two[1].enrollment.delete()

    assert "0 pairs" in page(as_user(bob).get(url("similarity")))


def test_the_number_of_queries_does_not_grow(
    as_user, competition, bob, two, django_assert_num_queries
):
    browser = as_user(bob)
    ready(competition, [pair(*two)] * 30)
    browser.get(url("similarity"))

    with django_assert_num_queries(10):
        browser.get(url("similarity"))


def test_the_file_runs_no_formula(as_user, competition, bob, two):
    ready(competition, [pair(*two)])

    answer = as_user(bob).get(url("similarity_csv"))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == 1
    assert rows[0]["name_2"] == "'=Carol Cole"
    assert rows[0]["same_wrong"] == "612"
    assert rows[0]["submission_1"] == str(two[0].pk)
    assert 'filename="ml-f20-hw1p2-similarity.csv"' in answer["Content-Disposition"]
