"""What staff see of all submissions, and do with them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import CompetitionFactory, SubmissionFactory
from tests.leaderboard.pages import HTMX, PRIVATE_NUMBERS, course_url, now, page, scored

# Whatever the number of rows.
MONITOR_QUERIES = 11


def test_the_monitor_tells_how_long_the_oldest_waits(as_user, competition, alice, bob):
    SubmissionFactory(
        competition=competition,
        enrollment=alice,
        received_at=now() - timedelta(minutes=42),
    )

    shown = page(as_user(bob).get(course_url("monitor")))

    assert "Oldest waiting</dt><dd>42 min" in shown


def test_the_monitor_filters_and_keeps_its_filter_when_it_refreshes(
    as_user, competition, alice, bob
):
    scored(competition, alice)
    SubmissionFactory(competition=competition, enrollment=bob, state="failed")
    address = course_url("monitor") + "?state=failed&student=bob"

    shown = page(as_user(bob).get(address))

    assert "1 submission, failed" in shown
    assert "Alice Ash" not in shown
    assert 'hx-get="/courses/ml-f20/submissions/?state=failed&amp;student=bob"' in shown
    assert 'hx-trigger="every 5s"' in shown


def test_the_monitor_answers_htmx_with_the_table_alone(as_user, competition, bob):
    answer = as_user(bob).get(course_url("monitor"), headers=HTMX)

    assert page(answer).lstrip().startswith('<div id="monitor"')


def test_a_paused_monitor_does_not_refresh(as_user, competition, bob):
    shown = page(as_user(bob).get(course_url("monitor") + "?paused=1"))

    assert 'hx-trigger="every 5s"' not in shown


def test_the_monitor_names_reasons_and_errors(as_user, competition, alice, bob):
    SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="refused",
        reasons=[
            {"line": 2, "column": "id", "message": "Line 2 is odd."},
            {"line": 3, "column": "id", "message": "Line 3 is odd."},
        ],
    )
    SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="failed",
        error="The worker was killed three times.",
    )

    shown = page(as_user(bob).get(course_url("monitor")))

    assert "Line 2 is odd." in shown
    assert "and 1 more" in shown
    assert "The worker was killed three times." in shown


@pytest.mark.parametrize("rows", [5, 50])
def test_the_monitor_costs_the_same_queries_for_any_number(
    as_user, competition, alice, bob, django_assert_num_queries, rows
):
    for _ in range(rows):
        scored(competition, alice)
    browser = as_user(bob)

    with django_assert_num_queries(MONITOR_QUERIES):
        browser.get(course_url("monitor"))


def test_staff_queue_a_submission_again(as_user, competition, alice, bob):
    submission = scored(competition, alice)
    back = course_url("monitor") + "?student=alice"

    answer = as_user(bob).post(course_url("rescore", submission.pk), {"next": back})

    submission.refresh_from_db()
    assert submission.state == "queued"
    assert answer["Location"] == back


def test_rescoring_never_leads_to_another_site(as_user, competition, alice, bob):
    submission = scored(competition, alice)

    answer = as_user(bob).post(
        course_url("rescore", submission.pk), {"next": "https://evil.example/"}
    )

    assert answer["Location"] == course_url("monitor")


def test_a_submission_of_another_course_cannot_be_rescored(
    as_user, competition, bob, charlie
):
    theirs = scored(
        CompetitionFactory(component__course=charlie.enrollments.get().course),
        charlie.enrollments.get(),
    )

    assert as_user(bob).post(course_url("rescore", theirs.pk)).status_code == 404


def test_rescoring_the_filtered_asks_first(as_user, competition, alice, bob):
    mine = scored(competition, alice)
    other = scored(competition, bob)
    address = course_url("rescore_chosen") + "?student=alice"
    browser = as_user(bob)

    asked = browser.get(address)
    mine.refresh_from_db()
    assert "1 submission</span> will be queued" in page(asked)
    assert mine.state == "scored"

    browser.post(address)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == ("queued", "scored")


def test_the_admin_shows_scores_without_the_private_ones(
    as_user, competition, alice, ina
):
    ina.user.is_staff = ina.user.is_superuser = True
    ina.user.save()
    submission = scored(competition, alice)
    browser = as_user(ina)

    shown = ""
    for model in ("score", "submission", "solution", "standing", "competition"):
        listed = browser.get(reverse(f"admin:leaderboard_{model}_changelist"))
        assert listed.status_code == 200
        shown += page(listed)
    shown += page(
        browser.get(reverse("admin:leaderboard_score_change", args=[submission.pk]))
    )

    assert "0.61" in shown
    for number in PRIVATE_NUMBERS.values():
        assert f"{number}"[:6] not in shown


def test_the_admin_changes_nothing(as_user, competition, alice, ina):
    ina.user.is_staff = ina.user.is_superuser = True
    ina.user.save()
    submission = scored(competition, alice)
    address = reverse("admin:leaderboard_submission_change", args=[submission.pk])

    assert as_user(ina).post(address, {"state": "queued"}).status_code == 403
