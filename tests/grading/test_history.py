"""All that happened to a mark, and who may read how much of it."""

import pytest
from django.test import Client

from courseops import audit
from courseops.decisions.extending import Grant, grant_extension
from courseops.models import Team, TeamMember
from courseops.scores.entering import enter_scores
from courseops.scores.services import import_scores
from grading.history import Reader, mark_history
from grading.services import clear_override, set_override
from leaderboard import moderation
from leaderboard.rescoring import rescore
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.grading.regrades import COURSE, DAY, NOW, asked, decided

pytestmark = pytest.mark.usefixtures("in_october")


def told(component, student, *, as_staff=False, sees_mark=True):
    """Return titles with what changed, the newest first."""
    reader = Reader(
        user=None if as_staff else student.user_id,
        is_staff=as_staff,
        sees_mark=sees_mark,
    )
    return mark_history(component=component, student=student, reader=reader)


def lines(entries) -> list[tuple[str, str, str]]:
    return [(one.told.title, one.told.before, one.told.after) for one in entries]


def recorded(component, verb, target, **more) -> None:
    audit.record(
        course=component.course, actor=None, verb=verb, target=target, at=NOW, **more
    )


def test_the_newest_stands_first_with_what_changed(layers, alice, bob):
    enter_scores(
        component=layers,
        scores={alice: 8.0},
        received_at=None,
        actor=bob.user,
        at=NOW,
        why="counted again",
    )
    import_scores(
        component=layers,
        data=b"login,score\nalice,9\n",
        actor=bob.user,
        at=NOW + DAY,
    )
    kept = {"student": alice, "target": "component:hw1p1", "actor": bob.user}
    set_override(value="95", reason="oral exam", at=NOW + 2 * DAY, **kept)
    clear_override(reason="no", at=NOW + 3 * DAY, **kept)
    grant_extension(
        component=layers,
        students=[alice],
        grant=Grant(days=2),
        reason="ill",
        actor=bob.user,
        at=NOW + 4 * DAY,
    )

    found = told(layers, alice, as_staff=True)

    assert lines(found) == [
        ("Extension", "", "2 days"),
        ("Mark computed again", "95", ""),
        ("Mark set by staff", "", "95"),
        ("Result imported", "8 parts correct", "9 parts correct"),
        ("Result entered", "7 parts correct", "8 parts correct"),
    ]
    assert [one.why for one in found] == ["ill", "no", "oral exam", "", "counted again"]
    assert {one.by for one in found} == {"Bob Birch"}


def test_reasons_and_names_of_staff_stay_with_staff(layers, alice, bob):
    set_override(
        student=alice,
        target="component:hw1p1",
        value="95",
        reason="oral exam",
        actor=bob.user,
        at=NOW,
    )

    (entry,) = told(layers, alice)

    assert entry.told.after == "95"
    assert (entry.why, entry.by) == ("", "")


def test_a_regrade_stands_in_it_with_the_reply(layers, alice, bob):
    request = asked(layers, alice)
    recorded(
        layers,
        "regrade.assign",
        "hw1p1 of alice",
        before={"grader": None},
        after={"request": request.pk, "grader": "bob"},
    )
    decided(request, bob, how="set", value="85", reply="You are right.", at=NOW + DAY)

    found = told(layers, alice)

    assert lines(found) == [
        ("Regrade: mark changed", "70", "85"),
        ("Mark set by staff", "", "85"),
        ("Regrade asked for", "", ""),
    ]
    assert [one.why for one in found] == ["You are right.", "", ""]
    assert [one.by for one in found] == ["", "", "you"]
    assert [one.request for one in found] == [request.pk, None, request.pk]
    assert ("Regrade request assigned", "nobody", "bob") in lines(
        told(layers, alice, as_staff=True)
    )


def test_what_became_of_ones_submissions_stands_in_it(
    alice, bob, course, hw1p2, hand_in
):
    carol = EnrollmentFactory(course=course, user__login="carol")
    mine, hers = hand_in(alice, hw1p2, 0.7), hand_in(carol, hw1p2, 0.8)
    for one, reason in ((mine, "Hard-coded"), (hers, "Copied")):
        moderation.disqualify(submissions=[one], reason=reason, actor=bob.user, at=NOW)
    moderation.readmit(submission=mine, reason="Asked her", actor=bob.user, at=NOW)
    rescore(submissions=[mine, hers], actor=None, at=NOW + DAY)

    found = told(hw1p2.component, alice)

    assert lines(found) == [
        (f"Submission {mine.pk} scored again", "", ""),
        (f"Submission {mine.pk} counts again", "", ""),
        (f"Submission {mine.pk} disqualified", "", ""),
    ]
    assert [one.why for one in found] == ["", "", "Hard-coded"]


def test_scores_of_others_are_no_part_of_it(layers, alice, course):
    carol = EnrollmentFactory(course=course, user__login="carol")
    enter_scores(
        component=layers, scores={carol: 3.0}, received_at=None, actor=None, at=NOW
    )

    assert told(layers, alice) == []
    assert len(told(layers, carol)) == 1


def test_work_called_alike_is_kept_apart(layers, alice, course):
    other = ComponentFactory(course=course, slug="hw1p10", kind="parts", cutoffs=None)
    anna = EnrollmentFactory(course=course, user__login="alice2")
    recorded(other, "slack.cap", "hw1p10 of alice", before={}, after={"days": 1})
    recorded(layers, "slack.cap", "hw1p1 of alice2", before={}, after={"days": 1})

    assert told(layers, alice) == []
    assert lines(told(layers, anna)) == [("Slack days", "as many as help", "at most 1")]


def test_changes_of_the_rules_and_of_what_is_shown_concern_everybody(layers, alice):
    recorded(layers, "class.late_policy", "component:hw1p1", why="agreed", after={})
    recorded(layers, "grades.show", "component:hw1p1")
    recorded(layers, "scores.reveal", "hw1p1", before={}, after={})

    found = told(layers, alice)

    assert [one.told.title for one in found] == [
        "Shown to students",
        "Shown to students",
        "The rules of the class changed: late policy",
    ]
    assert {one.why for one in found} == {""}


def judged(component, *logins: str) -> None:
    """Record what graders of a project do, as projects/ does."""
    for login in logins:
        told_of = f"{component.slug} of {login}"
        recorded(component, "grading.finish", told_of, after={"points": 40.0})
        recorded(component, "grading.reopen", told_of, before={"points": 40.0})
        recorded(component, "adjustment.set", told_of, after=-2.5, why="did less")


def test_gradings_show_students_no_grader_s_points(layers, alice):
    judged(layers, "alice")

    assert lines(told(layers, alice)) == [
        ("Own points in the team", "", "−2.5 points"),
        ("Graded", "", ""),
    ]
    assert told(layers, alice)[0].why == "did less"
    assert lines(told(layers, alice, as_staff=True)) == [
        ("Own points in the team", "", "−2.5 points"),
        ("Grading opened again", "40 points", ""),
        ("Graded", "", "40 points"),
    ]


def test_gradings_are_told_once_the_mark_is_shown(layers, alice):
    judged(layers, "alice")

    assert told(layers, alice, sees_mark=False) == []


def test_the_grading_of_a_team_is_everybody_s_and_an_adjustment_one_s_own(
    layers, alice, course
):
    layers.details |= {"team": {"max": 3}}
    layers.save()
    carol = EnrollmentFactory(course=course, user__login="carol")
    team = Team.objects.create(course=course, component=layers, name="owls")
    for one in (alice, carol):
        TeamMember.objects.create(team=team, enrollment=one)
    judged(layers, "carol")

    assert lines(told(layers, alice)) == [("Graded", "", "")]


def test_the_page_of_the_mark_shows_it(layers, alice, bob):
    request = decided(asked(layers, alice), bob, reply="<i>No</i>\nSorry")
    client = Client()
    client.force_login(alice.user)

    text = client.get(f"{COURSE}grades/components/hw1p1/").text

    assert "Regrade: mark kept" in text
    assert "&lt;i&gt;No&lt;/i&gt;<br>Sorry" in text
    assert f"{COURSE}regrades/{request.pk}/" in text


def test_nothing_recorded_is_said(layers, alice):
    client = Client()
    client.force_login(alice.user)

    assert "Nothing recorded" in client.get(f"{COURSE}grades/components/hw1p1/").text


def test_a_history_costs_one_query(layers, alice, bob, django_assert_num_queries):
    for day in range(5):
        set_override(
            student=alice,
            target="component:hw1p1",
            value=f"{90 + day}",
            reason="x",
            actor=bob.user,
            at=NOW + day * DAY,
        )

    with django_assert_num_queries(1):
        assert len(told(layers, alice, as_staff=True)) == 5
