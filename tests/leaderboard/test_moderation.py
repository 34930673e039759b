"""What staff do with entries: hide, disqualify, mark as a baseline."""

import pytest

from courseops.models import AuditEvent
from grading.selectors import courses_to_record
from leaderboard import moderation
from leaderboard.models import Baseline, HiddenEntry, PrivateStanding, Standing
from leaderboard.moderation import ModerationError
from leaderboard.ranking import write_standings
from leaderboard.selectors.facts import scores
from tests.leaderboard.pages import now, page, scored, url
from tests.leaderboard.standing import team


def disqualify(*submissions, reason="copied"):
    return moderation.disqualify(
        submissions=submissions, reason=reason, actor=None, at=now()
    )


def stands(competition):
    return [
        (row.submission_id, row.public, row.entries)
        for row in Standing.objects.filter(competition=competition)
    ]


@pytest.fixture
def two(competition, alice):
    """Alice's better submission and then a worse one, on both boards."""
    found = [scored(competition, alice, public=score) for score in (0.8, 0.6)]
    write_standings(competition=competition, enrollments=[alice.pk])
    return found


# --- Disqualified ------------------------------------------------------------------


def test_the_next_best_stands_for_what_is_disqualified(competition, two):
    best, next_best = two

    assert disqualify(best) == 1

    assert stands(competition) == [(next_best.pk, 0.6, 1)]
    assert PrivateStanding.objects.get().submission == next_best


def test_who_has_nothing_else_leaves_the_boards(competition, two):
    assert disqualify(*two) == 2

    assert stands(competition) == []
    assert not PrivateStanding.objects.exists()


def test_marks_know_nothing_of_it_any_more(course, two):
    best, next_best = two

    disqualify(best)

    found = scores(course=course, until=now())
    assert found.submission.tolist() == [next_best.pk]


def test_what_it_outdid_may_be_the_best_again(competition, two, alice):
    best, next_best = two
    type(next_best).objects.filter(pk=next_best.pk).update(may_be_best=False)

    disqualify(best)

    next_best.refresh_from_db()
    assert next_best.may_be_best


def test_readmitted_it_stands_again(competition, two):
    best, _ = two
    disqualify(best)
    best.refresh_from_db()

    assert moderation.readmit(submission=best, reason="", actor=None, at=now()) == 1

    assert stands(competition) == [(best.pk, 0.8, 2)]
    best.refresh_from_db()
    assert (best.disqualified_at, best.disqualified_reason) == (None, "")


def test_the_first_reason_stays(two):
    best, _ = two
    disqualify(best, reason="copied")

    assert disqualify(best, reason="late") == 0

    best.refresh_from_db()
    assert best.disqualified_reason == "copied"


def test_it_is_recorded_and_marks_are_recorded_anew(course, two, ina):
    best, _ = two

    moderation.disqualify(submissions=[best], reason="copied", actor=ina.user, at=now())

    event = AuditEvent.objects.get(verb="submission.disqualify")
    assert (event.actor, event.why) == (ina.user, "copied")
    assert event.target == f"submission:{best.pk} of alice"
    assert course in courses_to_record(at=now())


@pytest.mark.parametrize("act", ["hide", "disqualify"])
def test_without_a_reason_nothing_happens(competition, two, alice, act):
    acts = {
        "disqualify": lambda: disqualify(two[0], reason=" "),
        "hide": lambda: hide(competition, alice, reason=" "),
    }

    with pytest.raises(ModerationError, match="Say why"):
        acts[act]()

    assert not AuditEvent.objects.exists()


# --- Hidden ------------------------------------------------------------------------


def hide(competition, enrollment, reason="second account"):
    moderation.hide(
        competition=competition,
        enrollment=enrollment,
        reason=reason,
        actor=None,
        at=now(),
    )


def test_hidden_and_shown_again(competition, two, alice):
    hide(competition, alice)
    assert Standing.objects.get().is_hidden
    assert PrivateStanding.objects.get().is_hidden

    moderation.show(competition=competition, enrollment=alice, actor=None, at=now())

    assert not Standing.objects.get().is_hidden
    assert not HiddenEntry.objects.exists()


def test_a_hidden_entry_stays_hidden_with_a_new_score(competition, two, alice):
    hide(competition, alice)

    scored(competition, alice, public=0.99)
    write_standings(competition=competition, enrollments=[alice.pk])

    assert Standing.objects.get().is_hidden


def test_a_team_is_hidden_as_a_whole(competition, two, alice, course):
    other = type(alice).objects.create(
        course=course, user=type(alice.user).objects.create(login="zoe", email="z@x.y")
    )
    team(competition, "The Trees", alice, other)

    hide(competition, other)

    assert HiddenEntry.objects.count() == 2
    assert Standing.objects.get().is_hidden


# --- Baselines ---------------------------------------------------------------------


def make(submission, title="Logistic regression"):
    return moderation.make_baseline(
        submission=submission, title=title, actor=None, at=now()
    )


def test_a_staffs_submission_becomes_a_baseline_and_stops_being_one(competition, bob):
    made = make(scored(competition, bob), title="  Logistic   regression ")
    assert (made.title, made.public) == ("Logistic regression", 0.61)

    moderation.remove_baseline(baseline=made, actor=None, at=now())

    assert not Baseline.objects.exists()


def test_a_students_submission_is_no_baseline(two):
    with pytest.raises(ModerationError, match="of the staff"):
        make(two[0])


@pytest.mark.parametrize("title", ["", "x" * 81, "Taken"])
def test_a_baseline_needs_a_title_of_its_own(competition, bob, title):
    make(scored(competition, bob), title="Taken")

    with pytest.raises(ModerationError):
        make(scored(competition, bob), title=title)


def test_a_baseline_is_made_once(competition, bob):
    submission = scored(competition, bob)
    make(submission)

    with pytest.raises(ModerationError, match="already"):
        make(submission, title="Another")


# --- Pages -------------------------------------------------------------------------


def test_the_owner_reads_why_it_is_disqualified(as_user, competition, two, alice, ina):
    best, _ = two
    staff = as_user(ina)
    staff.post(url("disqualify", best.pk), {"reason": "copied from a friend"})

    browser = as_user(alice)

    assert "copied from a friend" in page(browser.get(url("submission", best.pk)))
    listed = page(browser.get(url("competition")))
    assert "disqualified</span>" in listed


def test_staff_hide_an_entry_from_its_page(as_user, competition, two, alice, bob):
    browser = as_user(bob)

    browser.post(url("hide_entry", "alice"), {"reason": "second account"})

    shown = page(browser.get(url("entry", "alice")))
    assert "second account" in shown
    assert "Show it again" in shown


def test_an_instructor_disqualifies_all_of_an_entrant(as_user, competition, two, ina):
    browser = as_user(ina)

    browser.post(url("disqualify_entry", "alice"), {"reason": "copied"})

    assert stands(competition) == []
    assert "There is nothing" not in page(browser.get(url("entry", "alice")))


def test_a_refusal_is_told(as_user, competition, two, ina):
    browser = as_user(ina)

    told = page(browser.post(url("disqualify", two[0].pk), follow=True))

    assert "Say why" in told
    assert stands(competition) == [(two[0].pk, 0.8, 2)]


def test_a_baseline_is_made_on_the_submissions_page(as_user, competition, bob):
    submission = scored(competition, bob)
    browser = as_user(bob)

    browser.post(url("make_baseline", submission.pk), {"title": "All zeros"})

    assert "“All zeros”" in page(browser.get(url("submission", submission.pk)))
    browser.post(url("remove_baseline", submission.pk))
    assert not Baseline.objects.exists()
