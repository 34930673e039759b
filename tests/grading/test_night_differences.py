"""What differs from the night before, and which changes nobody can account for."""

from datetime import timedelta

import pytest
from django.core import mail

from courseops import audit
from courseops.models import Team, TeamMember
from grading.nightly import alerts
from leaderboard.models import Score
from tests.factories import EnrollmentFactory
from tests.grading.nights import BETWEEN, FIRST, NEXT, folder, store

WAS = pytest.approx(90.0)


@pytest.fixture
def graded(course, alice, hw1p2, hand_in):
    """Alice with 0.69, in time; the course has letters."""
    course.letters = {"scale": {"A": 93, "A-": 90, "B": 80, "F": 0}}
    course.save()
    return hand_in(alice, hw1p2, 0.69)


def since(course):
    return store(course, at=NEXT).manifest["since"]


def change_in_the_database(submission):
    """Alice's score of long ago is another one, and nothing says why."""
    Score.objects.filter(submission=submission).update(public=0.7, private=0.7, all=0.7)


def test_two_equal_nights_differ_in_nothing(course, graded):
    store(course)

    assert since(course) == {
        "day": "2020-10-05",
        "added": [],
        "removed": [],
        "marks": {},
        "totals": [],
        "letters": [],
        "untouched": [],
    }


def test_students_who_came_and_went_are_named(course, graded, alice):
    store(course)
    alice.delete()
    EnrollmentFactory(course=course, user__login="zoe")

    found = since(course)

    assert (found["added"], found["removed"]) == (["zoe"], ["alice"])


def test_changed_marks_are_counted_and_totals_and_letters_listed(course, graded):
    store(course)
    change_in_the_database(graded)

    found = since(course)

    (total,) = found["totals"]
    assert found["marks"] == {
        "assignment:hw1": 1,
        "category:homework": 1,
        "component:hw1p2": 1,
        "final": 1,
        "letter": 1,
        "total": 1,
    }
    assert (total["login"], total["before"]) == ("alice", WAS)
    assert found["letters"] == [{"login": "alice", "before": "A-", "after": "A"}]


def test_a_night_is_compared_with_the_newest_that_succeeded(course, graded):
    store(course, at=FIRST - timedelta(days=3))

    assert since(course)["day"] == "2020-10-02"


def test_a_changed_file_of_the_night_before_is_not_trusted(course, graded):
    path = folder(store(course)) / "grades.json"
    path.write_text(path.read_text().replace("alice", "alina"))

    assert since(course) == {
        "day": "2020-10-05",
        "lost": "The files of that night were changed since.",
    }


def test_a_missing_file_of_the_night_before_is_said(course, graded):
    (folder(store(course)) / "grades.json").unlink()

    assert since(course)["lost"] == "The files of that night are gone."


# --- A grade that nobody touched ---------------------------------------------------


def test_a_score_that_changed_by_itself_is_told(course, graded):
    store(course)
    change_in_the_database(graded)

    assert since(course)["untouched"] == ["alice"]


def test_a_rule_that_changed_by_itself_is_told(course, graded, hw1p2):
    store(course)
    hw1p2.component.cutoffs = {"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "F": 0.3}
    hw1p2.component.save()

    assert since(course)["untouched"] == ["alice"]


def test_a_deadline_that_passed_is_a_reason(course, alice, hw1p2):
    hw1p2.component.on_time = BETWEEN
    hw1p2.component.save()
    store(course)

    found = since(course)

    assert (found["totals"][0]["after"], found["untouched"]) == (0.0, [])


def test_a_submission_is_a_reason(course, graded, alice, hw1p2, hand_in):
    hw1p2.component.on_time = NEXT + timedelta(days=9)
    hw1p2.component.save()
    store(course)
    hand_in(alice, hw1p2, 0.71, at=BETWEEN)

    found = since(course)

    assert (len(found["totals"]), found["untouched"]) == (1, [])


def test_a_score_that_came_late_is_a_reason(course, alice, hw1p2, hand_in):
    waiting = hand_in(alice, hw1p2, None, state="queued")
    store(course)
    waiting.state = "scored"
    waiting.save()
    Score.objects.create(
        submission=waiting,
        metric="accuracy",
        scorer_version="1",
        public=0.69,
        private=0.69,
        all=0.69,
        scored_at=BETWEEN,
    )

    found = since(course)

    assert (found["totals"][0]["after"], found["untouched"]) == (WAS, [])


def test_a_recorded_change_of_the_course_is_a_reason(course, graded):
    store(course)
    change_in_the_database(graded)
    audit.record(
        course=course, actor=None, verb="x", target="component:hw1p2", at=BETWEEN
    )

    assert since(course)["untouched"] == []


def test_a_recorded_change_of_that_student_is_a_reason(course, graded):
    store(course)
    change_in_the_database(graded)
    audit.record(
        course=course, actor=None, verb="x", target="total of alice", at=BETWEEN
    )

    assert since(course)["untouched"] == []


def test_a_recorded_change_of_another_student_is_none(course, graded):
    EnrollmentFactory(course=course, user__login="zoe")
    store(course)
    change_in_the_database(graded)
    audit.record(course=course, actor=None, verb="x", target="total of zoe", at=BETWEEN)

    assert since(course)["untouched"] == ["alice"]


def test_a_recorded_change_before_the_night_is_none(course, graded):
    audit.record(
        course=course,
        actor=None,
        verb="x",
        target="course:x",
        at=FIRST - timedelta(hours=1),
    )
    store(course)
    change_in_the_database(graded)

    assert since(course)["untouched"] == ["alice"]


@pytest.mark.parametrize(
    ("curve", "told"), [(None, ["alice"]), ({"method": "scale"}, [])]
)
def test_under_a_curve_a_letter_may_follow_from_what_others_did(
    course, graded, curve, told
):
    course.curve = curve
    course.save()
    EnrollmentFactory(course=course, user__login="zoe")
    store(course)
    course.letters = {"scale": {"A": 80, "F": 0}}
    course.save()
    audit.record(course=course, actor=None, verb="x", target="total of zoe", at=BETWEEN)

    assert since(course)["untouched"] == told


def test_what_happened_to_a_team_mate_is_a_reason(course, graded, alice):
    zoe = EnrollmentFactory(course=course, user__login="zoe")
    team = Team.objects.create(course=course, name="One")
    for place in (alice, zoe):
        TeamMember.objects.create(team=team, enrollment=place)
    store(course)
    change_in_the_database(graded)
    audit.record(course=course, actor=None, verb="x", target="hw1p2 of zoe", at=BETWEEN)

    assert since(course)["untouched"] == []


def test_instructors_are_told_by_e_mail_who(course, graded, ina, bob):
    store(course)
    change_in_the_database(graded)

    alerts.warn_of_untouched(store(course, at=NEXT))

    (message,) = mail.outbox
    assert message.to == [ina.user.email]
    assert "Alice Ash (alice)" in message.body


def test_nobody_is_written_to_about_an_ordinary_night(course, graded, ina):
    store(course)

    alerts.warn_of_untouched(store(course, at=NEXT))

    assert mail.outbox == []
