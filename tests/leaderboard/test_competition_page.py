"""What the page of a competition shows."""

import json
from datetime import timedelta

import numpy as np
import pytest
from django.conf import settings

from leaderboard import models
from tests.factories import (
    EnrollmentFactory,
    SubmissionFactory,
)
from tests.leaderboard.pages import (
    GOOD,
    course_url,
    now,
    page,
    scored,
    stand,
    url,
)

# Whatever the number of rows.
PAGE_QUERIES = 18


def test_the_page_tells_metric_dates_cutoffs_and_limits(as_user, competition, alice):
    shown = page(as_user(alice).get(url("competition")))

    assert "Accuracy" in shown
    assert "higher is better" in shown
    assert "right rows ÷ all rows" in shown
    assert "0.72 or better" in shown
    assert "3 of 3" in shown
    assert "30 % of the test data" in shown
    assert "2, one for each id" in shown


def test_a_metric_to_minimize_says_so(as_user, competition, alice):
    competition.metric = "levenshtein"
    competition.save()

    assert "lower is better" in page(as_user(alice).get(url("competition")))


def test_cutoffs_that_are_not_posted_are_told(as_user, competition, alice):
    competition.component.cutoffs = None
    competition.component.save()

    assert "Not posted yet" in page(as_user(alice).get(url("competition")))


def test_before_the_release_the_page_says_when_it_opens(as_user, competition, alice):
    competition.component.released = now() + timedelta(days=3)
    competition.component.save()
    browser = as_user(alice)

    shown = page(browser.get(url("competition")))

    assert "Not open yet" in shown
    assert "data-upload" not in shown
    assert browser.get(url("sample_submission")).status_code == 404


def test_without_a_submission_the_page_says_what_to_do(as_user, competition, alice):
    assert "No submissions yet" in page(as_user(alice).get(url("competition")))


def test_my_submissions_are_listed_with_state_score_and_chart(
    as_user, competition, alice
):
    scored(competition, alice)
    SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="queued",
        received_at=now(),
        file_name="waiting.csv",
    )

    shown = page(as_user(alice).get(url("competition")))

    assert "waiting.csv" in shown
    assert "Queued" in shown
    assert "0.61000" in shown
    assert "1 scored, from" in shown
    assert "which reaches C." in shown


def test_what_came_after_the_last_deadline_is_marked(as_user, competition, alice):
    competition.component.on_time = now() - timedelta(days=1)
    competition.component.save()
    stand(competition, alice, 0.61, submission=scored(competition, alice))
    browser = as_user(alice)

    assert "after deadline" in page(browser.get(url("competition")))
    assert "after deadline" in page(browser.get(url("leaderboard")))


def test_only_the_newest_are_listed_until_all_are_asked_for(
    as_user, competition, alice
):
    for number in range(12):
        SubmissionFactory(
            competition=competition,
            enrollment=alice,
            state="refused",
            file_name=f"try{number}.csv",
            received_at=now() - timedelta(hours=number),
        )
    browser = as_user(alice)

    first, all_of_them = (
        page(browser.get(url("submissions"))),
        page(browser.get(url("submissions") + "?all")),
    )

    assert "Show 2 more" in first
    assert "try11.csv" not in first
    assert "try11.csv" in all_of_them


@pytest.mark.parametrize("rows", [5, 50])
def test_the_page_costs_the_same_queries_for_any_history(
    as_user, competition, alice, django_assert_num_queries, rows
):
    for _ in range(rows):
        scored(competition, alice)
    browser = as_user(alice)

    with django_assert_num_queries(PAGE_QUERIES):
        browser.get(url("competition"))


def test_the_sample_names_every_id_and_no_answer(as_user, competition, alice):
    folder = competition.solutions.get().path
    write_prepared(folder, ids=[30, 4, 100])

    answer = as_user(alice).get(url("sample_submission"))

    assert b"".join(answer) == b"id,label\n4,0\n30,0\n100,0\n"
    assert "sample_submission.csv" in answer["Content-Disposition"]


def test_a_ready_file_is_sent_under_its_name(as_user, competition, alice):
    file = settings.MEDIA_ROOT / "samples" / "x.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(GOOD)
    sample = models.SampleFile.objects.create(
        competition=competition, file_name="decent.csv", path="samples/x.csv"
    )

    answer = as_user(alice).get(url("sample_file", sample.pk))

    assert b"".join(answer.streaming_content) == GOOD
    assert answer["Content-Disposition"] == 'attachment; filename="decent.csv"'


def write_prepared(folder, ids):
    folder.mkdir(parents=True)
    np.save(folder / "ids.npy", np.array(ids, np.int64))
    targets = [{"name": "label", "kind": "integer", "classes": []}]
    (folder / "meta.json").write_text(json.dumps({"targets": targets}))


def test_latest_scores_name_competition_state_and_score(as_user, competition, alice):
    scored(competition, alice)

    shown = page(as_user(alice).get(course_url("latest_scores")))

    assert url("competition") in shown
    assert "0.61000" in shown
    assert "Scored" in shown


def test_latest_scores_are_mine_alone(as_user, competition, alice, course):
    scored(competition, EnrollmentFactory(course=course))

    shown = page(as_user(alice).get(course_url("latest_scores")))

    assert "No submissions yet" in shown


@pytest.mark.parametrize("rows", [2, 20])
def test_latest_scores_cost_the_same_queries(
    as_user, competition, alice, django_assert_num_queries, rows
):
    for _ in range(rows):
        scored(competition, alice)
    browser = as_user(alice)

    with django_assert_num_queries(5):
        browser.get(course_url("latest_scores"))
