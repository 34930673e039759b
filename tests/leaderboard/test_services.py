"""Who may hand in what and when, and what is kept of it."""

import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, OperationalError, connection

from courseops import messages
from courseops.models import Enrollment
from courseops.uploads import intake
from courseops.uploads.refusals import RefusalError
from leaderboard import limits, services
from leaderboard.models import Competition, Submission
from tests.factories import (
    CompetitionFactory,
    SolutionFactory,
    SubmissionFactory,
)

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)
GOOD = b"id,label\n1,0\n2,1\n"


@pytest.fixture
def competition(course) -> Competition:
    """An open competition of the course, with its solution in place."""
    found = CompetitionFactory(component__course=course, component__slug="hw1p2")
    SolutionFactory(competition=found)
    return found


@pytest.fixture
def hand_in(tmp_path, competition, alice):
    """Hand in content as a student would; keyword arguments replace what is usual."""

    def accept(content: bytes = GOOD, name: str = "predictions.csv", **changed):
        source = tmp_path / name
        source.write_bytes(content)
        given = {"competition": competition, "enrollment": alice, "at": NOON} | changed
        with intake.staging(source, max_bytes=given["competition"].max_bytes) as staged:
            return services.accept(staged=staged, **given)

    return accept


def _stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# --- What is kept ----------------------------------------------------------------


def test_accepted_file_is_queued_and_stored(hand_in, competition, alice):
    kept = hand_in(at=NOON + timedelta(microseconds=999_999), note=" third\ntry ")

    row = Submission.objects.get()
    assert row == kept
    assert row.state == "queued"
    assert row.competition == competition
    assert row.enrollment == alice
    assert row.received_at == NOON
    assert row.note == "third try"
    assert row.size == len(GOOD)
    assert row.file.read_bytes() == GOOD
    assert _stored() == [row.file]


def test_file_with_a_wrong_header_is_kept_as_refused_with_reasons(hand_in):
    kept = hand_in(b"id,prediction\n1,0\n")

    assert kept.state == "refused"
    assert kept.finished_at == NOON
    assert kept.file.read_bytes() == b"id,prediction\n1,0\n"
    assert kept.reasons[0]["line"] == 1
    assert "label" in kept.reasons[0]["message"]


def test_refused_file_is_not_sent_to_a_worker(
    hand_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        hand_in(b"\x89PNG....", name="picture.csv")

    assert callbacks == []


def test_file_too_large_is_turned_away_and_not_kept(hand_in, competition):
    competition.max_mb = 0.001
    with pytest.raises(RefusalError) as refused:
        hand_in(b"x" * 1500)

    assert refused.value.code == "too_large"
    assert refused.value.status == 413
    assert not Submission.objects.exists()
    assert _stored() == []


def test_row_that_cannot_be_written_takes_its_file_along(hand_in, alice):
    alice.delete()
    with pytest.raises(Enrollment.DoesNotExist):
        hand_in()

    assert _stored() == []


@pytest.mark.django_db(transaction=True)
def test_file_stays_while_nobody_can_tell_whether_its_row_was_written(
    hand_in, monkeypatch
):
    def lose_the_connection(**kwargs):
        connection.close()
        monkeypatch.setattr(connection, "connect", _fail)

    def _fail():
        raise OperationalError("the database is gone")

    monkeypatch.setattr(limits, "lock", lose_the_connection)
    with pytest.raises(Error):
        hand_in()

    assert len(_stored()) == 1


def test_full_disk_keeps_neither_row_nor_file(hand_in):
    folder = Path(settings.MEDIA_ROOT) / "submissions"
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")

    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "storage"
    assert not Submission.objects.exists()
    assert _stored() == [folder]


# --- When a competition is open ----------------------------------------------------


def test_before_its_release_a_competition_is_closed_and_says_when_it_opens(
    hand_in, competition
):
    opens = competition.component.released
    with pytest.raises(RefusalError) as refused:
        hand_in(at=opens - timedelta(seconds=1))

    assert refused.value.code == "closed"
    assert refused.value.status == 409
    assert refused.value.retry_at == opens
    assert "opens on 6 Sep 2020, 00:00 EDT" in refused.value.message
    assert not Submission.objects.exists()


def test_at_its_release_a_competition_is_open(hand_in, competition):
    assert hand_in(at=competition.component.released).state == "queued"


def test_without_a_release_a_competition_is_open(hand_in, competition):
    competition.component.released = None

    assert hand_in(at=datetime(1999, 1, 1, tzinfo=UTC)).state == "queued"


def test_deadline_closes_nothing(hand_in, competition):
    late = competition.component.on_time + timedelta(days=100)

    assert hand_in(at=late).state == "queued"


def test_archived_competition_is_closed(hand_in, competition):
    competition.component.archived = True
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "closed"
    assert refused.value.retry_at is None


def test_without_a_solution_nothing_can_be_handed_in(hand_in, competition):
    competition.solutions.all().delete()
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "no_solution"


def test_student_who_dropped_hands_in_nothing(hand_in, alice):
    Enrollment.objects.filter(pk=alice.pk).update(status="dropped")
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "dropped"
    assert _stored() == []


def test_staff_may_hand_in(hand_in, bob):
    assert hand_in(enrollment=bob).state == "queued"


# --- Limits -----------------------------------------------------------------------


@pytest.mark.parametrize("state", ["queued", "scoring", "scored"])
def test_daily_limit_counts_what_is_or_will_be_scored(
    hand_in, competition, alice, state
):
    competition.limits = {"daily": 1}
    SubmissionFactory(
        competition=competition, enrollment=alice, state=state, received_at=NOON
    )
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "daily_limit"
    assert refused.value.status == 429
    assert refused.value.retry_at == datetime(2020, 9, 21, 4, tzinfo=UTC)
    assert refused.value.message == (
        "You have reached the limit of 1 submission a day; it resets on"
        " 21 Sep 2020, 00:00 EDT."
    )
    assert _stored() == []


@pytest.mark.parametrize("state", ["refused", "failed", "cancelled"])
def test_refused_failed_and_cancelled_submissions_cost_nothing(
    hand_in, competition, alice, state
):
    competition.limits = {"daily": 1, "monthly": 1, "total": 1, "concurrent": 1}
    SubmissionFactory(
        competition=competition, enrollment=alice, state=state, received_at=NOON
    )

    assert hand_in().state == "queued"


def test_others_submissions_cost_nothing(hand_in, competition, bob):
    competition.limits = {"total": 1}
    SubmissionFactory(competition=competition, enrollment=bob, received_at=NOON)

    assert hand_in().state == "queued"


def test_day_ends_at_midnight_of_the_course(hand_in, competition):
    """23:59:59 and 00:00:00 in New York are both the 21st in London."""
    competition.limits = {"daily": 1}
    midnight = datetime(2020, 9, 21, 4, tzinfo=UTC)
    hand_in(at=midnight - timedelta(seconds=1))

    assert hand_in(at=midnight).state == "queued"


def test_month_ends_at_midnight_of_the_course(hand_in, competition):
    competition.limits = {"monthly": 1}
    first = datetime(2020, 10, 1, 4, tzinfo=UTC)
    hand_in(at=first - timedelta(seconds=1))
    with pytest.raises(RefusalError) as refused:
        hand_in(at=first - timedelta(seconds=1))

    assert refused.value.code == "monthly_limit"
    assert refused.value.retry_at == first
    assert hand_in(at=first).state == "queued"


def test_total_limit_never_resets(hand_in, competition):
    competition.limits = {"total": 1, "daily": 1}
    hand_in()
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "total_limit"
    assert refused.value.retry_at is None


def test_concurrent_limit_counts_what_still_waits(hand_in, competition, alice):
    competition.limits = {"concurrent": 2}
    for state in ("queued", "scoring", "scored"):
        SubmissionFactory(competition=competition, enrollment=alice, state=state)
    with pytest.raises(RefusalError) as refused:
        hand_in()

    assert refused.value.code == "concurrent_limit"


def test_quota_tells_what_is_left_and_when_it_resets(hand_in, competition, alice):
    competition.limits = {"daily": 5, "monthly": None, "total": 20}
    hand_in()

    quota = limits.quota(competition=competition, enrollment=alice, at=NOON)

    assert quota.daily.left == 4
    assert quota.daily.resets_at == datetime(2020, 9, 21, 4, tzinfo=UTC)
    assert quota.total.left == 19
    assert quota.monthly is None
    assert quota.left == 4


def test_quota_without_limits_costs_no_query(
    settings, competition, alice, django_assert_num_queries
):
    settings.REFUSED_PER_HOUR = 0

    with django_assert_num_queries(0):
        quota = limits.quota(competition=competition, enrollment=alice, at=NOON)

    assert quota.left is None


# --- The way to the worker -----------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_queue_that_is_down_costs_nothing_but_the_wait_for_the_sweep(
    hand_in, monkeypatch
):
    _use_broker(monkeypatch, "redis://127.0.0.1:1/0")
    began = time.monotonic()

    kept = hand_in()

    assert time.monotonic() - began < 2
    kept.refresh_from_db()
    assert kept.state == "queued"


@pytest.mark.django_db(transaction=True)
def test_queue_that_never_answers_delays_the_receipt_by_seconds_only(
    hand_in, monkeypatch
):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        _use_broker(monkeypatch, f"redis://127.0.0.1:{port}/0")
        began = time.monotonic()

        kept = hand_in()

    assert time.monotonic() - began < 5
    kept.refresh_from_db()
    assert kept.state == "queued"


@pytest.mark.django_db(transaction=True)
def test_caller_that_scores_itself_sends_nothing(hand_in, monkeypatch, caplog):
    _use_broker(monkeypatch, "redis://127.0.0.1:1/0")

    hand_in(send=False)

    assert caplog.records == []


def _use_broker(monkeypatch, url: str) -> None:
    monkeypatch.setattr(messages.app.conf, "broker_write_url", url)


# --- Taking back ----------------------------------------------------------------------


def test_queued_submission_can_be_cancelled_and_costs_nothing(
    hand_in, competition, alice
):
    competition.limits = {"daily": 1}
    kept = hand_in()

    services.cancel(submission=kept, at=NOON)

    kept.refresh_from_db()
    assert kept.state == "cancelled"
    assert kept.finished_at == NOON
    assert hand_in().state == "queued"
