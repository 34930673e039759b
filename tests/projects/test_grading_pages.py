"""The pages on which staff grade, and what students are told of it and when."""

import csv
import io

import pytest
from django.test import Client

from courseops.models import AuditEvent, Enrollment
from projects.models import Adjustment, Grading, GradingDuty, ShownGrades
from tests.factories import EnrollmentFactory
from tests.projects.graded import AT, SIXTY, give, sixty_points, talk, work_of
from tests.projects.handed_in import hand_in, team
from tests.projects.pages import page, url


@pytest.fixture
def report(course, alice):
    component = sixty_points(course)
    hand_in(component, alice)
    return component


@pytest.fixture
def tom(course) -> Enrollment:
    return EnrollmentFactory(
        course=course, user__login="tom", user__name="Tom Tulip", role="ta"
    )


@pytest.fixture
def as_(request):
    """Return a browser in which somebody is signed in."""

    def browser(person: Enrollment) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return browser


def at(name: str, *more: object) -> str:
    return url(name, *more, component="project")


def sent(component, *points: object, **more: object) -> dict[str, object]:
    """Return the form of a rubric with *points* for the first criteria."""
    slugs = [one["slug"] for one in component.details["criteria"]]
    filled = {
        f"points-{slug}": given for slug, given in zip(slugs, points, strict=False)
    }
    return {"based_on": "", "version": "1", "act": "save"} | filled | more


def assign(component, work, *graders) -> None:
    for one in graders:
        GradingDuty.objects.create(
            component=component, enrollment=work, grader=one, assigned_at=AT
        )


# --- Filling a rubric ---------------------------------------------------------


def test_a_grader_saves_a_draft_then_finishes_it(report, bob, as_):
    browser, address = as_(bob), at("grade_work", "alice")
    form = sent(report, "4,5", **{"comment-objectives": "Jargon", "overall": "Fine"})
    assert browser.post(address, form).status_code == 302
    shown = page(browser.get(address))
    assert 'value="4.5"' in shown
    assert "Draft" in shown

    row = Grading.objects.get()
    form = sent(report, *SIXTY, based_on=row.changed_at.isoformat(), act="finish")
    answer = browser.post(address, form, follow=True)

    assert "Finished: Alice Ash, 60 of 60." in page(answer)
    row.refresh_from_db()
    assert (row.points, row.grader) == (60, bob.user)


def test_what_cannot_be_is_told_and_what_was_typed_stays(report, bob, as_):
    form = sent(report, "7", "x", **{"comment-objectives": "Kept"})

    answer = as_(bob).post(at("grade_work", "alice"), form)

    shown = page(answer)
    assert answer.status_code == 422
    assert "7 is more than 5." in shown
    assert "“x” is no finite number" in shown
    assert "Kept</textarea>" in shown
    assert not Grading.objects.exists()


def test_the_second_window_is_told_and_loses_nothing_it_typed(report, bob, as_):
    browser, address = as_(bob), at("grade_work", "alice")
    browser.post(address, sent(report, 1))

    answer = browser.post(address, sent(report, 2))

    assert answer.status_code == 409
    assert "changed elsewhere" in page(answer)
    assert 'value="2"' in page(answer)
    assert Grading.objects.get().by_criterion == {"objectives": 1}


def test_finishing_leads_to_the_next_of_ones_own(report, course, alice, bob, tom, as_):
    carol, dan = (EnrollmentFactory(course=course, user__login=x) for x in "cd")
    for one in (carol, dan):
        hand_in(report, one)
    assign(report, alice, bob)
    assign(report, carol, tom)
    assign(report, dan, bob)
    browser = as_(bob)

    answer = browser.post(at("grade_work", "alice"), sent(report, *SIXTY, act="next"))

    assert answer.url == at("grade_work", "d")
    answer = browser.post(at("grade_work", "d"), sent(report, *SIXTY, act="next"))
    assert answer.url == at("grading")


def test_a_version_that_came_meanwhile_is_told_and_not_graded_by_mistake(
    report, alice, bob, as_
):
    hand_in(report, alice, at=AT.replace(day=25))

    as_(bob).post(at("grade_work", "alice"), sent(report, *SIXTY, act="finish"))

    assert work_of(report, "alice").points is None
    assert Grading.objects.get().handin == work_of(report, "alice").versions[0].handin
    shown = page(as_(bob).get(at("grade_work", "alice")))
    assert "A newer version came" in shown
    older = page(as_(bob).get(at("grade_work", "alice"), {"version": "1"}))
    assert "This version does not count" in older
    assert as_(bob).get(at("grade_work", "alice"), {"version": "9"}).status_code == 404


def test_a_talk_is_graded_as_one_number(course, alice, bob, as_):
    component = talk(course)
    address = url("grade_work", "alice", component="talk")
    assert as_(bob).get(address).status_code == 200

    form = {"based_on": "", "act": "finish", "points-whole": "41.5"}
    as_(bob).post(address, form)

    assert work_of(component, "alice").points == 41.5


def test_a_completion_is_graded_by_nobody(course, ina, as_):
    component = sixty_points(course, graded="completion")
    component.kind = "files"
    component.save()

    assert as_(ina).get(at("grading")).status_code == 404


def test_the_second_grader_sees_nothing_of_the_first_anywhere(
    report, alice, bob, tom, as_
):
    assign(report, alice, bob, tom)
    give(report, "alice", bob.user, 1.125, *SIXTY[1:])
    browser = as_(tom)

    for address in (
        at("grading"),
        at("grade_work", "alice"),
        at("assign_graders"),
        at("adjust_member", "alice"),
        at("grading_csv"),
    ):
        assert "56.12" not in page(browser.get(address)), address
        assert "1.125" not in page(browser.get(address)), address
    assert browser.get(at("settle_work", "alice")).status_code == 302

    give(report, "alice", tom.user, *SIXTY)
    shown = page(browser.get(at("grade_work", "alice")))
    assert "1.125" in shown
    assert "3.875 apart" in shown


def test_staff_settle_what_differs(report, bob, tom, ina, as_):
    give(report, "alice", bob.user, *SIXTY)
    give(report, "alice", tom.user, 0, 0, *SIXTY[2:])
    browser, address = as_(ina), at("settle_work", "alice")
    assert "Graders differ" in page(browser.get(at("grading")))
    shown = page(browser.get(address))
    assert 'value="2.5"' in shown
    assert "10 apart" in shown

    assert browser.post(address, sent(report, *SIXTY)).status_code == 422
    browser.post(address, sent(report, 3, *SIXTY[1:], reason="Both read again"))

    assert work_of(report, "alice").points == 58
    assert "settled" in page(browser.get(at("grading")))
    row = Grading.objects.get(settles=True)
    form = {"based_on": row.changed_at.isoformat(), "clear": "yes", "reason": "no"}
    browser.post(address, form | {"version": "1"})
    assert work_of(report, "alice").points == 55


# --- The list -----------------------------------------------------------------


def test_the_list_is_filtered_by_state_name_and_grader(report, course, alice, bob, as_):
    carol = EnrollmentFactory(course=course, user__login="carol", user__name="Carol C")
    hand_in(report, carol)
    EnrollmentFactory(course=course, user__login="dan", user__name="Dan Dill")
    give(report, "alice", bob.user, *SIXTY)
    browser = as_(bob)

    def names(**query: str) -> set[str]:
        shown = page(browser.get(at("grading"), query))
        return {x for x in ("Alice Ash", "Carol C", "Dan Dill") if f">{x}</a>" in shown}

    assert names() == {"Alice Ash", "Carol C", "Dan Dill"}
    assert names(state="done") == {"Alice Ash"}
    assert names(state="open") == {"Carol C"}
    assert names(state="nothing") == {"Dan Dill"}
    assert names(search="car") == {"Carol C"}
    assert names(mine="on") == {"Alice Ash"}


@pytest.mark.parametrize("name", ["grading", "grading_csv", "assign_graders"])
def test_more_works_take_no_more_queries(
    report, course, alice, bob, ina, as_, name, django_assert_max_num_queries
):
    browser = as_(ina)
    team(report, "First", alice, EnrollmentFactory(course=course))
    give(report, "alice", bob.user, *SIXTY)
    assign(report, alice, bob)
    browser.get(at(name))
    with django_assert_max_num_queries(60) as few:
        browser.get(at(name))
    for number in range(8):
        one = EnrollmentFactory(course=course, user__login=f"more{number}")
        team(report, f"Team {number}", one, EnrollmentFactory(course=course))
        hand_in(report, one)
        assign(report, one, bob)
        give(report, one.user.login, bob.user, *SIXTY)
    with django_assert_max_num_queries(len(few)):
        browser.get(at(name))


def test_the_file_has_a_line_for_each_grading_and_runs_nothing(
    report, alice, bob, tom, ina, as_
):
    team(report, "=cmd()", alice, EnrollmentFactory(course=report.course))
    give(report, "alice", bob.user, *SIXTY)
    Grading.objects.update(comment="\t=HYPERLINK()")

    text = as_(ina).get(at("grading_csv")).content.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["team"] == "'=cmd()"
    assert row["comment"] == "'=HYPERLINK()"
    assert (row["grader"], row["approach"], row["total"]) == ("bob", "10", "60.0")


# --- Who grades ---------------------------------------------------------------


def test_works_are_dealt_in_the_browser_and_taken_back(report, course, bob, tom, as_):
    for number in range(5):
        hand_in(report, EnrollmentFactory(course=course, user__login=f"n{number}"))
    browser, address = as_(bob), at("assign_graders")
    form = {"graders": [bob.pk, tom.pk], "each": "1", "seed": "7"}

    assert "6 assignments added." in page(browser.post(address, form, follow=True))

    assert GradingDuty.objects.filter(grader=bob).count() == 3
    assert "has its graders" in page(browser.post(address, form, follow=True))
    event = AuditEvent.objects.get(verb="graders.deal")
    assert event.after["seed"] == 7
    login = GradingDuty.objects.filter(grader=bob).first().enrollment.user.login
    give(report, login, bob.user, 1, is_done=False)
    shown = page(browser.post(address, {"take_back": "yes"}, follow=True))
    assert "5 assignments taken back." in shown
    assert GradingDuty.objects.get().grader == bob


def test_a_grader_is_added_to_a_work_and_removed(report, bob, tom, as_):
    browser, address = as_(bob), at("change_grader", "alice")

    browser.post(address, {"add": "tom"})
    assert [one.user.login for one in work_of(report, "alice").graders] == ["tom"]
    assert browser.post(address, {"add": "alice"}).status_code == 404

    browser.post(address, {"remove": "tom"})
    assert work_of(report, "alice").graders == []
    verbs = AuditEvent.objects.filter(verb__startswith="grader.")
    assert {one.verb for one in verbs} == {"grader.add", "grader.remove"}


# --- One member ---------------------------------------------------------------


def test_a_member_is_adjusted_with_a_reason_and_back(report, alice, bob, as_):
    give(report, "alice", bob.user, *SIXTY)
    browser, address = as_(bob), at("adjust_member", "alice")
    assert browser.post(address, {"points": "-5"}).status_code == 422
    assert browser.post(address, {"points": "0", "reason": "x"}).status_code == 422
    assert browser.post(address, {"points": "-61", "reason": "x"}).status_code == 422

    browser.post(address, {"points": "−5,5", "reason": "Left early"})

    shown = page(browser.get(address))
    assert "54.50" in shown
    assert "Left early" in shown
    browser.post(address, {"clear": "yes", "reason": "Mistaken"})
    assert not Adjustment.objects.exists()
    assert "−5.5 → nothing" in page(browser.get(address))


# --- What students are told ---------------------------------------------------


def test_students_are_told_nothing_before_grades_are_shown(
    report, alice, bob, ina, as_
):
    waiting = page(as_(alice).get(at("work")))
    assert "Not graded yet" in waiting
    give(report, "alice", bob.user, 1.125, *SIXTY[1:])
    Grading.objects.update(comment="A secret remark")
    Adjustment.objects.create(
        component=report, enrollment=alice, points=-3, reason="Idle", at=AT
    )

    graded = page(as_(alice).get(at("work")))

    assert "Not graded yet" in graded
    for secret in ("secret remark", "1.125", "56.12", "Idle", "Bob Birch"):
        assert secret not in graded
    assert as_(ina).post(at("show_grades")).status_code == 302
    shown = page(as_(alice).get(at("work")))
    for told in ("secret remark", "1.125", "53.12", "Idle"):
        assert told in shown
    assert "Bob Birch" not in shown

    as_(ina).post(at("hide_grades"), {"reason": "Too early"})
    assert "secret remark" not in page(as_(alice).get(at("work")))
    event = AuditEvent.objects.get(verb="grades.hide")
    assert event.why == "Too early"


def test_each_member_reads_the_teams_feedback_and_their_own_adjustment(
    report, course, alice, bob, tom, as_
):
    carol = EnrollmentFactory(course=course, user__login="carol")
    team(report, "Owls", alice, carol)
    give(report, "alice", bob.user, *SIXTY)
    give(report, "alice", tom.user, 4, *SIXTY[1:])
    Adjustment.objects.create(
        component=report, enrollment=alice, points=-3, reason="Idle", at=AT
    )
    ShownGrades.objects.create(component=report, at=AT)

    mine, hers = (page(as_(one).get(at("work"))) for one in (alice, carol))

    assert "56.50" in mine
    assert "Idle" in mine
    assert "59.50" in hers
    assert "Idle" not in hers
    assert "2 graders judged it independently" in hers


def test_before_showing_it_is_told_what_waits(report, course, bob, ina, as_):
    hand_in(report, EnrollmentFactory(course=course))
    EnrollmentFactory(course=course)
    give(report, "alice", bob.user, *SIXTY)

    shown = page(as_(ina).get(at("show_grades")))

    assert "<dt>Graded</dt><dd>1</dd>" in shown
    assert "<dt>Wait for a grader</dt><dd>1</dd>" in shown
    assert "<dt>Not handed in</dt><dd>1</dd>" in shown
