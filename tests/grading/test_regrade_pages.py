"""The pages of regrade requests: who sees and does what."""

import pytest
from django.test import Client

from courseops.models import Result
from grading import recording
from grading.models import Override, RegradeMessage, RegradeRequest
from grading.services import set_override
from tests.factories import (
    CompetitionFactory,
    ComponentFactory,
    EnrollmentFactory,
    UserFactory,
)
from tests.grading.regrades import COURSE, DAY, DUE, GRADED, NOW, WHY, asked, decided

pytestmark = pytest.mark.usefixtures("in_october")

LIST = f"{COURSE}regrades/"
ASK = f"{LIST}ask/hw1p1/"
MARK = f"{COURSE}grades/components/hw1p1/"
NOTE = "She is right, I think"


def as_(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page_of(request: RegradeRequest) -> str:
    return f"{LIST}{request.pk}/"


@pytest.fixture
def request_of_alice(layers, alice) -> RegradeRequest:
    return asked(layers, alice)


def test_a_student_asks_from_the_mark_s_page(layers, alice):
    client = as_(alice)
    page = client.get(MARK)
    assert ASK in page.text
    assert "15 Oct 2020, 08:00 EDT" in page.text

    page = client.post(ASK, {"text": WHY}, follow=True)

    made = RegradeRequest.objects.get()
    assert page.redirect_chain[-1][0] == page_of(made)
    assert "Your request is open" in page.text
    assert "7 of 10" in page.text
    page = client.get(MARK)
    assert ASK not in page.text
    assert page_of(made) in page.text


def test_what_cannot_be_asked_is_told_instead_of_a_form(layers, alice):
    recording.record(course=layers.course, at=GRADED - 30 * DAY)
    layers.course.regrades = {"days": 1}
    layers.course.save()

    page = as_(alice).get(ASK)

    assert "The time to ask about this mark is over." in page.text
    assert "<textarea" not in page.text
    assert as_(alice).post(ASK, {"text": WHY}).status_code == 422
    assert "The time to ask" in as_(alice).get(MARK).text


def test_a_course_without_requests_shows_nothing_of_them(layers, alice):
    layers.course.regrades = {"days": 0}
    layers.course.save()

    assert "regrade-title" not in as_(alice).get(MARK).text


def test_staff_ask_for_nobody(layers, bob):
    assert as_(bob).get(ASK).status_code == 403
    assert "Ask for a regrade" not in as_(bob).get(f"{MARK}?student=alice").text


def test_there_is_nothing_to_ask_about_elsewhere(layers, alice):
    assert as_(alice).get(f"{LIST}ask/hw9/").status_code == 404


def test_both_sides_talk_and_notes_stay_with_staff(request_of_alice, alice, bob):
    address = page_of(request_of_alice)
    as_(bob).post(address, {"text": "Which part?"})
    as_(bob).post(address, {"text": NOTE, "for_staff": "on"})
    as_(alice).post(address, {"text": "Part 3", "for_staff": "on"})

    own, staff = as_(alice).get(address), as_(bob).get(address)

    assert NOTE not in own.text
    assert NOTE in staff.text
    for page in (own, staff):
        assert "Which part?" in page.text
        assert "Part 3" in page.text
    assert RegradeMessage.objects.filter(for_staff=True).count() == 1


def test_a_student_s_request_is_below_their_grades(request_of_alice, alice):
    text = as_(alice).get(page_of(request_of_alice)).text

    assert f'<a href="{COURSE}grades/" aria-current="true">' in text


def test_text_is_text_with_its_line_breaks(request_of_alice, alice):
    address = page_of(request_of_alice)
    as_(alice).post(address, {"text": "<b>one</b>\r\ntwo"})

    text = as_(alice).get(address).text

    assert "&lt;b&gt;one&lt;/b&gt;<br>two" in text


def test_an_empty_message_is_refused(request_of_alice, alice):
    assert as_(alice).post(page_of(request_of_alice), {"text": " "}).status_code == 422
    assert RegradeMessage.objects.count() == 1


def test_another_student_finds_nothing(course, request_of_alice):
    carol = EnrollmentFactory(course=course, user__login="carol")
    client = as_(carol)
    address = page_of(request_of_alice)

    assert client.get(address).status_code == 404
    for act in ("", "withdraw/", "assign/", "decide/", "reopen/"):
        assert client.post(f"{address}{act}").status_code == 404
    assert client.get(LIST).status_code == 403


def test_a_request_of_another_course_is_not_found(request_of_alice, charlie):
    staff = EnrollmentFactory(
        course__slug="other-course", user__login="tess", role="ta"
    )
    address = f"/courses/other-course/regrades/{request_of_alice.pk}/"

    assert as_(staff).get(address).status_code == 404


def test_who_dropped_the_course_reads_and_does_not_write(request_of_alice, alice):
    alice.status = "dropped"
    alice.save()
    client, address = as_(alice), page_of(request_of_alice)

    page = client.get(address)

    assert page.status_code == 200
    assert "<textarea" not in page.text
    assert "Withdraw" not in page.text
    assert client.post(address, {"text": "Hello there"}).status_code == 403
    assert client.post(f"{address}withdraw/").status_code == 403
    assert client.get(ASK).status_code == 403
    assert ASK not in client.get(MARK).text


def test_nobody_decides_on_their_own_mark(request_of_alice, alice):
    alice.user.is_staff = True
    alice.user.save()
    client, address = as_(alice), page_of(request_of_alice)

    assert "Decide" not in client.get(address).text
    for act in ("assign", "decide", "reopen"):
        assert client.post(f"{address}{act}/").status_code == 403


def test_staff_of_the_site_decide_without_a_place_in_the_course(request_of_alice):
    root = UserFactory(login="root", is_staff=True)
    client = Client()
    client.force_login(root)
    address = page_of(request_of_alice)

    page = client.post(f"{address}decide/", {"how": "keep", "reply": "No"}, follow=True)

    assert "The request is decided" in page.text
    assert "mine" not in [tab.name for tab in client.get(LIST).context["tabs"]]
    assert client.get(f"{LIST}?show=mine").context["chosen"]["show"] == "open"


def test_a_student_withdraws(request_of_alice, alice, bob):
    address = page_of(request_of_alice)
    assert as_(bob).post(f"{address}withdraw/").status_code == 403

    page = as_(alice).post(f"{address}withdraw/", follow=True)

    assert "Your request is withdrawn." in page.text
    again = as_(alice).post(f"{address}withdraw/", follow=True)
    assert "closed meanwhile" in again.text


def test_a_ta_takes_a_request_and_hands_it_on(request_of_alice, bob, ina):
    address = f"{page_of(request_of_alice)}assign/"

    page = as_(bob).post(address, {"take": "yes"}, follow=True)
    assert "assigned to Bob Birch" in page.text
    assert "Take it" not in page.text
    as_(bob).post(address, {"grader": ina.pk})

    request_of_alice.refresh_from_db()
    assert request_of_alice.grader == ina


def test_only_staff_who_are_there_can_be_asked_to_decide(
    course, request_of_alice, alice, bob
):
    gone = EnrollmentFactory(
        course=course, user__login="gone", role="ta", status="dropped"
    )
    address = f"{page_of(request_of_alice)}assign/"

    for nobody in (alice, gone):
        assert as_(bob).post(address, {"grader": nobody.pk}).status_code == 422


def test_the_mark_is_seen_before_it_is_decided(request_of_alice, bob):
    address = f"{page_of(request_of_alice)}decide/"
    form = {"how": "score", "score": "9", "mark": "", "reply": ""}

    page = as_(bob).post(address, form | {"preview": "yes"})

    assert page.status_code == 200
    assert page.context["preview"]["mark"] == pytest.approx(90)
    assert Result.objects.get().score == 7
    request_of_alice.refresh_from_db()
    assert request_of_alice.state == "open"


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"how": "set", "mark": "85"}, "This field is required"),
        ({"how": "set", "reply": "Yes"}, "Give a number."),
        ({"how": "score", "reply": "Yes"}, "Give a number."),
        ({"how": "score", "score": "11", "reply": "Yes"}, "is not 0 to 10."),
        ({"how": "burn", "reply": "Yes"}, "valid choice"),
    ],
)
def test_a_decision_that_cannot_be_is_told(request_of_alice, bob, form, problem):
    page = as_(bob).post(f"{page_of(request_of_alice)}decide/", form)

    assert page.status_code == 422
    assert problem in page.text


def test_a_decision_is_read_by_the_student(request_of_alice, alice, bob):
    form = {"how": "set", "mark": "85", "reply": "You are right."}
    as_(bob).post(f"{page_of(request_of_alice)}decide/", form)

    page = as_(alice).get(page_of(request_of_alice))

    assert "Mark changed" in page.text
    assert "70.00 → 85.00" in page.text
    assert "You are right." in page.text
    assert "Open it again" not in page.text


def test_the_second_to_decide_sees_what_was_decided(request_of_alice, bob, ina):
    address = f"{page_of(request_of_alice)}decide/"
    as_(bob).post(address, {"how": "keep", "reply": "No"})

    page = as_(ina).post(address, {"how": "set", "mark": "85", "reply": "Yes"})

    assert page.status_code == 422
    assert "closed meanwhile by Bob Birch" in page.text
    assert 'value="85"' in page.text
    assert not Override.objects.exists()


def test_what_is_written_into_a_closed_request_is_not_lost(
    request_of_alice, alice, bob
):
    decided(request_of_alice, bob)

    page = as_(alice).post(page_of(request_of_alice), {"text": "But part 3"})

    assert page.status_code == 422
    assert "closed meanwhile by Bob Birch: mark kept" in page.text
    assert "But part 3" in page.text


def test_staff_open_it_again(request_of_alice, bob):
    decided(request_of_alice, bob)
    page = as_(bob).post(f"{page_of(request_of_alice)}reopen/", follow=True)

    assert "The request is open again." in page.text


def test_the_computed_mark_stands_beside_an_override(request_of_alice, alice, bob):
    set_override(
        student=alice,
        target="component:hw1p1",
        value="85",
        reason="x",
        actor=bob.user,
        at=NOW,
    )

    assert as_(bob).get(page_of(request_of_alice)).context["computed"] == (
        pytest.approx(70)
    )


def test_a_competition_offers_no_result_to_enter(course, alice, bob, hand_in):
    competition = CompetitionFactory(
        component__course=course, component__slug="hw1p2", component__on_time=DUE
    )
    hand_in(alice, competition, 0.7, at=DUE - DAY)
    request = asked(competition.component, alice)

    form = as_(bob).get(page_of(request)).context["decision_form"]

    assert "score" not in form.fields
    assert [value for value, _ in form.fields["how"].choices] == [
        "keep",
        "set",
        "elsewhere",
    ]


def test_archived_work_still_has_its_thread(layers, request_of_alice, alice, bob):
    layers.archived = True
    layers.save()

    for person in (alice, bob):
        page = as_(person).get(page_of(request_of_alice))
        assert page.status_code == 200
        assert "no part of" in page.text


def test_the_list_shows_what_is_to_be_done(course, layers, alice, bob, ina):
    people = [alice, *EnrollmentFactory.create_batch(3, course=course)]
    for one in people[1:]:
        Result.objects.create(component=layers, enrollment=one, score=5)
    first, second, third, fourth = (asked(layers, one) for one in people)
    RegradeRequest.objects.filter(pk=second.pk).update(grader=bob)
    RegradeRequest.objects.filter(pk=third.pk).update(grader=ina)
    decided(fourth, bob)
    client = as_(bob)

    def shown(query: str) -> list[int]:
        return [one.pk for one in client.get(f"{LIST}?{query}").context["page"]]

    assert shown("") == [first.pk, second.pk, third.pk]
    assert shown("show=mine") == [second.pk]
    assert shown("show=unassigned") == [first.pk]
    assert shown("show=closed") == [fourth.pk]
    assert shown("show=nonsense&component=hw1p1") == [first.pk, second.pk, third.pk]
    assert shown("component=nothing") == [first.pk, second.pk, third.pk]
    counts = {tab.name: tab.count for tab in client.get(LIST).context["tabs"]}
    assert counts == {"open": 3, "mine": 1, "unassigned": 1, "closed": 1}


def test_pages_cost_the_same_for_many_requests(
    course, layers, alice, bob, django_assert_max_num_queries
):
    request = asked(layers, alice)
    client = as_(bob)
    with django_assert_max_num_queries(60) as asked_for:
        client.get(LIST)
    alone = len(asked_for)
    with django_assert_max_num_queries(60) as asked_for:
        client.get(page_of(request))
    thread = len(asked_for)
    for one in EnrollmentFactory.create_batch(8, course=course):
        Result.objects.create(component=layers, enrollment=one, score=5)
        asked(layers, one)
    for _ in range(5):
        client.post(page_of(request), {"text": "one more"})

    with django_assert_max_num_queries(alone):
        client.get(LIST)
    with django_assert_max_num_queries(thread):
        client.get(page_of(request))


def test_staff_find_the_list_in_the_navigation(layers, alice, bob):
    assert LIST in as_(bob).get(COURSE).text
    assert f'"{LIST}"' not in as_(alice).get(COURSE).text


def test_judged_work_leads_to_its_grading(course, alice, bob):
    report = ComponentFactory(
        course=course,
        slug="report",
        kind="files",
        cutoffs=None,
        on_time=DUE,
        details={"files": {"accept": [".pdf"]}, "graded": "percent"},
    )
    Result.objects.create(component=report, enrollment=alice, score=60)
    request = asked(report, alice)
    client = as_(bob)

    url = client.get(page_of(request)).context["grading_url"]

    assert url == f"{COURSE}projects/report/grading/works/alice/"
    assert client.get(url).status_code == 200
