"""A change for the whole class: tried out, then applied as one transaction."""

import threading

import pytest
from django.db import OperationalError, connection

from courseops import messages
from courseops.changes import dispatch, tasks
from courseops.changes.proposing import edit_of, preview_again, send_to_worker
from courseops.coursefile.changing import RefusedSectionsError
from courseops.coursefile.dump import version_of
from courseops.coursefile.rebuild import document_of
from courseops.models import AuditEvent, Component, Course
from grading import changing, recording
from grading.changing import NotPossibleError, OutOfDateError
from grading.models import ClassChange, Mark
from tests.factories import EnrollmentFactory
from tests.grading.classes import HARDER, proposed, work_off
from tests.grading.instants import JUST_AFTER


@pytest.fixture
def two(course, alice, hw1p2, hand_in):
    """Alice has 100 and Ben 80; with harder cutoffs 62 and 46."""
    course.letters = {"scale": {"A": 90, "B": 75, "C": 60, "D": 0}}
    course.save()
    ben = EnrollmentFactory(course=course, user__login="ben")
    hand_in(alice, hw1p2, 0.71)
    hand_in(ben, hw1p2, 0.66)
    Component.objects.filter(slug="hw1p2").update(
        cutoffs={"A": 0.71, "B": 0.66, "C": 0.5, "D": 0.3, "F": 0}
    )
    course.policy_version = version_of(document_of(course))
    course.save()
    recording.record(course=course, at=JUST_AFTER)
    return course


def _rows(effects, target):
    return {
        row["login"]: (row["before"], pytest.approx(row["after"]))
        for row in effects["changes"]
        if row["target"] == target
    }


def test_the_preview_tells_who_changes_and_by_how_much(two):
    found = proposed(two).preview

    assert found["students"] == found["of"] == 2
    assert _rows(found, "component:hw1p2") == {"alice": (100, 62), "ben": (80, 52)}
    assert _rows(found, "total") == {"alice": (100, 62), "ben": (80, 52)}
    assert found["targets"]["total"] == {
        "changed": 2,
        "up": 0,
        "down": 2,
        "new": 0,
        "gone": 0,
        "mean": pytest.approx(-33),
    }
    assert found["letters"] == {
        "before": {"A": 1, "B": 1},
        "after": {"C": 1, "D": 1},
        "moved": 2,
    }
    assert any("cutoffs" in line for line in found["rules"])


def test_a_preview_changes_nothing(two):
    version, marks = two.policy_version, list(Mark.objects.values())
    events = AuditEvent.objects.count()

    proposed(two)

    two.refresh_from_db()
    assert two.policy_version == version
    assert list(Mark.objects.values()) == marks
    assert Component.objects.get().cutoffs["A"] == 0.71
    assert AuditEvent.objects.count() == events


def test_marks_that_appear_and_vanish_are_counted(two):
    found = proposed(two, cutoffs=None).preview

    assert found["targets"]["component:hw1p2"]["gone"] == 2
    assert _rows(found, "component:hw1p2")["alice"] == (100, None)


def test_applying_changes_rules_and_marks(two):
    change = work_off(proposed(two))

    assert change.state == "applied"
    assert (change.done, change.of) == (2, 2)
    assert Component.objects.get().cutoffs == HARDER
    totals = Mark.objects.filter(target="total").order_by("value")
    assert [mark.value for mark in totals] == [pytest.approx(52), pytest.approx(62)]
    assert change.outcome["changes"] == change.preview["changes"]


def test_the_policy_version_follows(two):
    change = work_off(proposed(two))

    two.refresh_from_db()
    assert two.policy_version == version_of(document_of(two))
    assert change.outcome["policy_version"] == two.policy_version
    assert change.preview["policy_version"] != two.policy_version


def test_who_when_why_before_and_after_are_recorded(two, ina):
    work_off(proposed(two, actor=ina.user))

    event = AuditEvent.objects.get(verb="class.cutoffs")
    assert (event.actor, event.target) == (ina.user, "component:hw1p2")
    assert event.why == "The test was too easy"
    assert event.before["components"]["hw1p2"]["cutoffs"]["A"] == 0.71
    assert event.after["components"]["hw1p2"]["cutoffs"] == HARDER
    assert event.after["students changed"] == 2


def test_a_second_message_applies_nothing_again(two):
    change = work_off(proposed(two))

    tasks.apply(change_id=change.pk)

    assert AuditEvent.objects.filter(verb="class.cutoffs").count() == 1


def test_what_is_applied_cannot_be_queued_or_discarded(two):
    change = work_off(proposed(two))

    with pytest.raises(NotPossibleError, match="applied already"):
        send_to_worker(change)
    with pytest.raises(NotPossibleError, match="applied already"):
        changing.discard(change=change, at=JUST_AFTER)


def test_what_is_discarded_is_not_applied(two):
    change = proposed(two)
    changing.discard(change=change, at=JUST_AFTER)

    tasks.apply(change_id=change.pk)

    change.refresh_from_db()
    assert change.state == "discarded"
    assert Component.objects.get().cutoffs["A"] == 0.71


def test_progress_is_told_while_the_transaction_runs(two):
    told = []
    change = proposed(two)

    changing.apply(
        change_id=change.pk, edit_of=edit_of, progress=told.append, at=JUST_AFTER
    )

    assert told == [0]
    dispatch.tell(change.pk, 50)
    assert dispatch.told(change.pk) == 50
    assert dispatch.told(change.pk + 1) == 0


def test_a_queue_that_is_away_costs_no_error(
    two, caplog, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(messages.app.conf, "broker_url", "redis+socket:///none.sock")
    change = proposed(two)

    with django_capture_on_commit_callbacks(execute=True):
        send_to_worker(change)

    change.refresh_from_db()
    assert change.state == "queued"
    assert "The queue does not answer" in caplog.text


def test_the_sweep_sends_queued_changes_again(
    two, django_capture_on_commit_callbacks, monkeypatch
):
    change = proposed(two)
    sent = []
    monkeypatch.setattr(dispatch, "send", sent.append)
    send_to_worker(change)

    tasks.sweep()
    tasks.apply(change_id=change.pk)
    tasks.sweep()

    assert sent == [change.pk]


def _killed(done):
    raise SystemExit(9)


def test_a_killed_worker_leaves_nothing_and_the_change_can_be_applied_again(two):
    change = proposed(two)
    version = two.policy_version

    with pytest.raises(SystemExit):
        changing.apply(
            change_id=change.pk, edit_of=edit_of, progress=_killed, at=JUST_AFTER
        )

    two.refresh_from_db()
    change.refresh_from_db()
    assert (two.policy_version, change.state) == (version, "running")
    assert Component.objects.get().cutoffs["A"] == 0.71
    assert not AuditEvent.objects.filter(verb="class.cutoffs").exists()
    assert work_off(change).state == "applied"


def _away(done):
    raise OperationalError("the database went away")


def test_a_failure_is_kept_with_its_reason_and_undone(two):
    change = proposed(two)

    with pytest.raises(OperationalError):
        changing.apply(
            change_id=change.pk, edit_of=edit_of, progress=_away, at=JUST_AFTER
        )

    change.refresh_from_db()
    assert (change.state, change.error) == ("failed", "the database went away")
    assert Component.objects.get().cutoffs["A"] == 0.71
    assert work_off(change).state == "applied"


def test_a_preview_of_other_rules_is_not_applied(two):
    change, other = proposed(two), proposed(two, bonus=5)
    work_off(other)
    send_to_worker(change)

    with pytest.raises(OutOfDateError):
        tasks.apply(change_id=change.pk)

    change.refresh_from_db()
    assert change.state == "failed"
    assert "Preview it again" in change.error
    again = preview_again(change=change, actor=None, at=JUST_AFTER)
    assert work_off(again).state == "applied"


def test_what_the_course_file_would_be_refused_for_is_not_proposed(two):
    with pytest.raises(RefusedSectionsError):
        proposed(two, cutoffs={"A": 0.5, "B": 0.6, "F": 0})

    assert not ClassChange.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="has one writer at a time")
def test_two_workers_apply_it_once(two):
    change = proposed(two)
    send_to_worker(change)

    def work():
        tasks.apply(change_id=change.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert AuditEvent.objects.filter(verb="class.cutoffs").count() == 1
    assert Course.objects.get(pk=two.pk).policy_version != two.policy_version
