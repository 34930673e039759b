"""Regrade requests: when one may be made, and how it ends."""

import pytest

from courseops import audit
from courseops.models import AuditEvent, Component, Extension, Result
from grading import recording
from grading.models import Override, RegradeRequest
from grading.regrades import regrading
from grading.regrades.deciding import preview
from grading.regrades.regrading import RegradeRefusedError
from grading.services import set_override
from tests.factories import CompetitionFactory, ComponentFactory, EnrollmentFactory
from tests.grading.regrades import DAY, DUE, GRADED, NOW, WHY, asked, decided

LINK = "https://x.example/r"


def test_a_request_keeps_the_mark_and_the_words(layers, alice):
    made = asked(layers, alice)

    assert (made.state, made.before, made.opened_at) == ("open", pytest.approx(70), NOW)
    message = made.messages.get()
    assert (message.text, message.author, message.for_staff) == (WHY, alice.user, False)
    event = AuditEvent.objects.get(verb="regrade.open")
    assert (event.target, event.actor) == ("hw1p1 of alice", alice.user)


@pytest.mark.parametrize("text", ["too short", "   short   ", "x" * 5_001])
def test_a_request_says_what_is_wrong(layers, alice, text):
    with pytest.raises(RegradeRefusedError, match="10 to 5,000 characters"):
        regrading.ask(component=layers, student=alice, text=text, at=NOW)


def test_only_one_is_open(layers, alice):
    asked(layers, alice)

    with pytest.raises(RegradeRefusedError, match="open already"):
        asked(layers, alice)
    assert RegradeRequest.objects.count() == 1


def test_a_pending_mark_cannot_be_asked_about(course, layers, alice):
    later = ComponentFactory(
        course=course, kind="parts", cutoffs=None, on_time=NOW + DAY
    )

    with pytest.raises(RegradeRefusedError, match="no mark to ask about"):
        asked(later, alice)


def test_a_concealed_mark_cannot_be_asked_about(course, alice, hand_in):
    competition = CompetitionFactory(
        component__course=course, component__slug="hw1p2", component__on_time=DUE
    )
    competition.mark_on = "private"
    competition.save()
    scored = hand_in(alice, competition, 0.7, at=DUE - DAY)
    solution = scored.score.solution
    solution.has_split, solution.applied_at = True, DUE - 9 * DAY
    solution.save()

    with pytest.raises(RegradeRefusedError, match="no mark to ask about"):
        asked(competition.component, alice)


def test_work_of_another_track_cannot_be_asked_about(layers, alice):
    elsewhere = Component(course=layers.course, slug="none", kind="parts")

    with pytest.raises(RegradeRefusedError, match="no such mark"):
        asked(elsewhere, alice)


def test_the_window_runs_from_the_recorded_change(layers, alice):
    with pytest.raises(RegradeRefusedError, match="time to ask"):
        asked(layers, alice, at=GRADED + 15 * DAY)

    assert asked(layers, alice, at=GRADED + 14 * DAY).state == "open"


def test_a_change_opens_the_window_again(course, layers, alice):
    Result.objects.update(score=8)
    recording.record(course=course, at=GRADED + 20 * DAY)

    assert asked(layers, alice, at=GRADED + 30 * DAY).before == pytest.approx(80)


def test_marks_shown_later_may_be_asked_about_from_then_on(course, layers, alice):
    audit.record(
        course=course,
        actor=None,
        verb="grades.show",
        target="component:hw1p1",
        at=GRADED + 20 * DAY,
    )

    assert asked(layers, alice, at=GRADED + 30 * DAY).state == "open"


def test_the_course_may_take_none(course, layers, alice):
    alice.course.regrades = {"days": 0}

    with pytest.raises(RegradeRefusedError, match="takes no regrade requests"):
        asked(layers, alice)


def test_what_is_withdrawn_may_be_asked_again(layers, alice):
    first = asked(layers, alice)
    regrading.withdraw(request=first, actor=alice.user, at=NOW)

    asked(layers, alice)

    first.refresh_from_db()
    assert (first.state, first.closed_by) == ("withdrawn", alice.user)


def test_what_is_decided_may_not_be_asked_again_until_the_mark_changes(
    layers, alice, bob
):
    decided(asked(layers, alice), bob)
    with pytest.raises(RegradeRefusedError, match="was decided"):
        asked(layers, alice)

    Result.objects.update(score=6)

    assert asked(layers, alice).before == pytest.approx(60)


def test_staff_open_a_decided_request_again(layers, alice, bob):
    request = decided(asked(layers, alice), bob)

    regrading.reopen(request=request, actor=bob.user, link=LINK, at=NOW)

    request.refresh_from_db()
    assert (request.state, request.reply, request.after, request.closed_at) == (
        "open",
        "",
        None,
        None,
    )
    assert AuditEvent.objects.get(verb="regrade.reopen").before == {
        "state": "kept",
        "reply": "It stays: see the key.",
    }


def test_none_is_opened_again_beside_an_open_one(layers, alice, bob):
    first = asked(layers, alice)
    regrading.withdraw(request=first, actor=alice.user, at=NOW)
    asked(layers, alice)

    with pytest.raises(RegradeRefusedError, match="open already"):
        regrading.reopen(request=first, actor=bob.user, link=LINK, at=NOW)


def test_keeping_the_mark_takes_a_reply(layers, alice, bob):
    request = asked(layers, alice)
    with pytest.raises(RegradeRefusedError, match="the student reads it"):
        decided(request, bob, reply="  ")

    kept = decided(request, bob)

    assert (kept.state, kept.before, kept.after) == (
        "kept",
        pytest.approx(70),
        pytest.approx(70),
    )
    assert (kept.closed_at, kept.closed_by) == (NOW, bob.user)


def test_a_mark_is_set_by_an_override_that_names_the_request(layers, alice, bob):
    request = decided(asked(layers, alice), bob, how="set", value="85", reply="Right")

    assert (request.state, request.after) == ("changed", 85.0)
    row = Override.objects.get()
    assert (row.target, row.value, row.actor) == ("component:hw1p1", 85.0, bob.user)
    assert row.reason == f"Regrade request {request.pk}: Right"


def test_another_result_is_as_late_as_the_first(layers, alice, bob):
    Result.objects.update(received_at=DUE - DAY)

    request = decided(asked(layers, alice), bob, how="score", value="9", reply="Yes")

    assert (request.state, request.after) == ("changed", pytest.approx(90))
    row = Result.objects.get()
    assert (row.score, row.received_at) == (9, DUE - DAY)
    event = AuditEvent.objects.get(verb="scores.enter")
    assert event.before == {"scores": {"alice": 7}}
    assert event.why == f"Regrade request {request.pk}: Yes"


def test_what_was_changed_elsewhere_closes_the_request_once_it_differs(
    layers, alice, bob
):
    request = asked(layers, alice)
    with pytest.raises(RegradeRefusedError, match="still 70: change it first"):
        decided(request, bob, how="elsewhere")
    Extension.objects.create(
        component=layers, enrollment=alice, excused=True, reason="ill", at=NOW
    )

    request = decided(request, bob, how="elsewhere")

    assert (request.state, request.after) == ("changed", None)


@pytest.mark.parametrize(
    ("how", "value", "problem"),
    [
        ("set", "much", "is no mark"),
        ("set", "201", "from 0 to 200"),
        ("set", "70", "keep it instead"),
        ("score", "seven", "is no number"),
        ("score", "11", "is not 0 to 10"),
        ("score", "7", "keep it instead"),
    ],
)
def test_a_refused_change_changes_nothing(layers, alice, bob, how, value, problem):
    request = asked(layers, alice)

    with pytest.raises(RegradeRefusedError, match=problem):
        decided(request, bob, how=how, value=value)

    request.refresh_from_db()
    assert request.state == "open"
    assert not Override.objects.exists()
    assert Result.objects.get().score == 7


def test_an_override_that_holds_is_told(layers, alice, bob):
    request = asked(layers, alice)
    set_override(
        student=alice,
        target="component:hw1p1",
        value="70",
        reason="x",
        actor=bob.user,
        at=NOW,
    )

    with pytest.raises(RegradeRefusedError, match="an override is set"):
        decided(request, bob, how="score", value="9")


def test_a_competition_takes_no_entered_result(course, alice, bob, hand_in):
    competition = CompetitionFactory(
        component__course=course, component__slug="hw1p2", component__on_time=DUE
    )
    hand_in(alice, competition, 0.7, at=DUE - DAY)
    request = asked(competition.component, alice)

    with pytest.raises(RegradeRefusedError, match="is a competition"):
        decided(request, bob, how="score", value="9")


def test_the_second_who_decides_is_told(layers, alice, bob, ina):
    request = asked(layers, alice)
    decided(request, bob)

    with pytest.raises(
        RegradeRefusedError, match="closed meanwhile by Bob Birch: mark kept"
    ):
        decided(request, ina, how="set", value="85")
    assert not Override.objects.exists()


def test_a_preview_changes_nothing(layers, alice, bob):
    request = asked(layers, alice)

    mark = preview(
        request=request, how="score", value="9", reply="", actor=bob.user, at=NOW
    )

    request.refresh_from_db()
    assert mark == pytest.approx(90)
    assert request.state == "open"
    assert Result.objects.get().score == 7
    assert not AuditEvent.objects.filter(verb="scores.enter").exists()


def test_a_request_is_assigned_and_nobody_is_told_of_their_own_doing(
    layers, alice, bob, ina, mailoutbox, django_capture_on_commit_callbacks
):
    request = asked(layers, alice)
    with django_capture_on_commit_callbacks(execute=True):
        regrading.assign(request=request, grader=bob, actor=bob.user, link=LINK, at=NOW)
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        regrading.assign(request=request, grader=ina, actor=bob.user, link=LINK, at=NOW)

    request.refresh_from_db()
    assert request.grader == ina
    assert [mail.to for mail in mailoutbox] == [["ina@example.edu"]]


def written(request, author, *, for_staff=False):
    return regrading.write(
        request=request,
        text="A secret 70",
        author=author.user,
        for_staff=for_staff,
        link=LINK,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("writer", "for_staff", "readers"),
    [
        ("alice", False, ["ina@example.edu"]),
        ("bob", False, ["alice@example.edu", "ina@example.edu"]),
        ("bob", True, ["ina@example.edu"]),
        ("ina", False, ["alice@example.edu"]),
        ("ina", True, []),
    ],
)
def test_who_is_told_of_a_message(
    layers,
    alice,
    bob,
    ina,
    writer,
    for_staff,
    readers,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    request = asked(layers, alice)
    RegradeRequest.objects.update(grader=ina)
    people = {"alice": alice, "bob": bob, "ina": ina}

    with django_capture_on_commit_callbacks(execute=True):
        written(
            RegradeRequest.objects.get(pk=request.pk),
            people[writer],
            for_staff=for_staff,
        )

    assert sorted(mail.to[0] for mail in mailoutbox) == readers
    for mail in mailoutbox:
        assert LINK in mail.body
        assert "70" not in mail.body
        assert mail.subject == "11-785: regrade request, Layers"


def test_the_student_is_told_of_a_decision(
    layers, alice, bob, mailoutbox, django_capture_on_commit_callbacks
):
    request = asked(layers, alice)

    with django_capture_on_commit_callbacks(execute=True):
        decided(request, bob, how="set", value="85")

    assert mailoutbox[0].to == ["alice@example.edu"]
    assert "85" not in mailoutbox[0].body


def test_mail_that_cannot_be_sent_harms_nothing(
    layers, alice, bob, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*_: object) -> None:
        raise OSError("no server")

    monkeypatch.setattr("grading.regrades.mail.send_mail", broken)
    request = asked(layers, alice)

    with django_capture_on_commit_callbacks(execute=True):
        assert decided(request, bob).state == "kept"


def test_a_student_writes_so_much_and_no_more(layers, alice, monkeypatch):
    monkeypatch.setattr(regrading, "MOST_MESSAGES", 2)
    request = asked(layers, alice)
    written(request, alice)

    with pytest.raises(RegradeRefusedError, match="You have written 2 messages"):
        written(request, alice)


def test_nothing_is_written_or_assigned_once_it_is_closed(layers, alice, bob):
    request = decided(asked(layers, alice), bob)

    with pytest.raises(RegradeRefusedError, match="closed meanwhile"):
        written(request, alice)
    with pytest.raises(RegradeRefusedError, match="closed meanwhile"):
        regrading.assign(request=request, grader=bob, actor=bob.user, link=LINK, at=NOW)
    with pytest.raises(RegradeRefusedError, match="closed meanwhile"):
        regrading.withdraw(request=request, actor=alice.user, at=NOW)


def test_a_mark_that_nobody_recorded_yet_may_be_asked_about(layers, course):
    carol = EnrollmentFactory(course=course, user__login="carol")
    Result.objects.create(component=layers, enrollment=carol, score=4)

    assert asked(layers, carol, at=GRADED + 99 * DAY).before == pytest.approx(40)
