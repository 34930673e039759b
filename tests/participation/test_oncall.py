"""Students choose two lectures in which they are on call; staff enter their points."""

from datetime import UTC, date, datetime

import pytest

from courseops.models import (
    AuditEvent,
    Component,
    Course,
    Enrollment,
    Result,
    ScheduleEntry,
)
from participation.models import OnCall
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.participation.conftest import NOW

PAGE = "/courses/ml-f20/on-call/"
# NOW is at noon of the 14th.
DAYS = {"past": 9, "today": 14, "next": 16, "later": 21}


@pytest.fixture
def parts(course: Course) -> list[Component]:
    """Two components of up to 3 points, and four lectures."""
    course.meetings = [
        {"kind": "lecture", "days": ["wednesday"], "from": "08:00", "to": "09:20"}
    ]
    course.save()
    for position, (slug, day) in enumerate(DAYS.items()):
        ScheduleEntry.objects.create(
            course=course,
            slug=slug,
            position=position,
            kind="lecture",
            date=date(2020, 9, day),
            title=f"About {slug}",
        )
    return [
        ComponentFactory(
            course=course,
            slug=slug,
            title=f"The {word}",
            kind="points",
            on_time=None,
            cutoffs=None,
            details={"points": 3.0, "on_call": {}},
        )
        for slug, word in (("one", "first"), ("two", "second"))
    ]


@pytest.fixture
def ben(course: Course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben", user__name="Ben Birch")


def limited(component: Component, **rules) -> None:
    component.details["on_call"] = rules
    component.save()


def choose(browser, component: str, lecture: str) -> str:
    form = {"component": component, "lecture": lecture}
    return browser.post(f"{PAGE}choose/", form, follow=True).text


def on_call(student: Enrollment, component: str, lecture: str) -> OnCall:
    return OnCall.objects.create(
        component=Component.objects.get(slug=component),
        enrollment=student,
        lecture=lecture,
        chosen_at=NOW,
    )


def chosen() -> set[tuple[str, str, str]]:
    rows = OnCall.objects.values_list(
        "enrollment__user__login", "component__slug", "lecture"
    )
    return set(rows)


def test_a_course_without_on_call_lectures_has_no_such_page(signed_in, alice):
    assert signed_in(alice).get(PAGE).status_code == 404


def test_a_student_chooses_changes_and_gives_up_a_lecture(signed_in, alice, parts):
    browser = signed_in(alice)

    assert "You are on call on Wed 16 Sep for The first." in choose(
        browser, "one", "next"
    )
    choose(browser, "one", "later")
    assert chosen() == {("alice", "one", "later")}
    assert "on call in no lecture" in choose(browser, "one", "")
    assert chosen() == set()


def test_one_lecture_is_not_for_two_components(signed_in, alice, parts):
    browser = signed_in(alice)
    choose(browser, "one", "next")

    page = choose(browser, "two", "next")

    assert "The first is in that lecture already" in page
    assert chosen() == {("alice", "one", "next")}


@pytest.mark.parametrize("lecture", ["past", "today"])
def test_only_lectures_of_days_to_come_are_chosen(signed_in, alice, parts, lecture):
    assert "up to the day before; ask the staff" in choose(
        signed_in(alice), "one", lecture
    )
    assert chosen() == set()


def test_on_its_day_a_choice_stands(signed_in, alice, parts):
    on_call(alice, "one", "today")

    choose(signed_in(alice), "one", "next")

    assert chosen() == {("alice", "one", "today")}


def test_a_full_lecture_takes_nobody_more(signed_in, alice, ben, parts):
    limited(parts[0], places=1)
    on_call(ben, "one", "next")

    assert "no free place" in choose(signed_in(alice), "one", "next")
    choose(signed_in(ben), "one", "next")
    assert chosen() == {("ben", "one", "next")}


def test_who_left_the_course_takes_no_place(signed_in, alice, ben, parts):
    limited(parts[0], places=1)
    on_call(ben, "one", "next")
    ben.status = "dropped"
    ben.save()

    choose(signed_in(alice), "one", "next")

    assert ("alice", "one", "next") in chosen()


def test_after_the_date_of_the_course_file_nobody_chooses(signed_in, alice, parts):
    limited(parts[0], choose_by="2020-09-13")

    assert "could be chosen until 13 Sep 2020, 23:59 EDT" in choose(
        signed_in(alice), "one", "next"
    )


@pytest.mark.parametrize("lecture", ["nowhere", "x" * 200])
def test_what_is_no_lecture_is_not_chosen(signed_in, alice, parts, lecture):
    assert "There is no such lecture." in choose(signed_in(alice), "one", lecture)


def test_the_page_offers_lectures_to_come_with_a_free_place(
    signed_in, alice, ben, parts
):
    limited(parts[0], places=1)
    on_call(ben, "one", "next")
    on_call(alice, "two", "past")

    first, second = signed_in(alice).get(PAGE).context["choices"]

    assert [place.lecture.key for place in first.places] == ["later"]
    assert second.is_fixed


def test_staff_see_who_is_on_call_with_today_on_top(signed_in, bob, alice, ben, parts):
    on_call(alice, "one", "today")
    on_call(ben, "one", "gone")

    page = signed_in(bob).get(PAGE)

    (today,) = page.context["today"]
    assert [one.student for one in today.called] == [alice]
    board = page.context["board"]
    assert [one.student for one in board.astray] == [ben]
    assert [students for _, students in board.undecided] == [[], [alice, ben]]


def test_staff_put_a_student_elsewhere_at_any_time(signed_in, bob, alice, parts):
    limited(parts[0], choose_by="2020-09-01")
    form = {"login": "alice", "component": "one", "lecture": "past"}

    page = signed_in(bob).post(f"{PAGE}place/", form, follow=True)

    assert "Alice Ash is on call on Wed 9 Sep for The first." in page.text
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.target) == (
        "on_call.choose",
        bob.user,
        "one of alice",
    )


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"login": "bob", "component": "one"}, "“bob” is no student of this course."),
        ({"login": "alice", "component": "three"}, "Select a valid choice"),
        (
            {"login": "alice", "component": "one", "lecture": "next"},
            "no free place any more",
        ),
    ],
)
def test_staff_are_told_what_cannot_be(signed_in, bob, alice, ben, parts, form, told):
    limited(parts[0], places=1)
    on_call(ben, "one", "next")

    page = signed_in(bob).post(f"{PAGE}place/", form)

    assert page.status_code == 422
    assert told in page.text


def enter(browser, lecture: str, row: OnCall, points: str, *, shown: str = ""):
    form = {f"points-{row.pk}": points, f"shown-{row.pk}": shown}
    return browser.post(f"{PAGE}lectures/{lecture}/", form, follow=True)


def test_points_become_the_result_as_of_the_end_of_the_lecture(
    signed_in, bob, alice, parts
):
    row = on_call(alice, "one", "past")

    page = enter(signed_in(bob), "past", row, "2,5")

    assert "1 score entered." in page.text
    result = Result.objects.get()
    assert (result.component, result.enrollment, result.score) == (parts[0], alice, 2.5)
    assert result.received_at == datetime(2020, 9, 9, 13, 20, tzinfo=UTC)
    event = AuditEvent.objects.get()
    assert (event.verb, event.after) == ("scores.enter", {"scores": {"alice": 2.5}})


def test_points_of_a_lecture_under_way_count_at_once(signed_in, bob, alice, parts):
    enter(signed_in(bob), "today", on_call(alice, "one", "today"), "3")

    assert Result.objects.get().received_at == NOW


def test_empty_takes_the_points_away(signed_in, bob, alice, parts):
    row = on_call(alice, "one", "past")
    Result.objects.create(component=parts[0], enrollment=alice, score=2)

    enter(signed_in(bob), "past", row, "", shown="2")

    assert not Result.objects.exists()


def test_what_was_not_touched_stays(signed_in, bob, alice, parts):
    row = on_call(alice, "one", "past")
    Result.objects.create(component=parts[0], enrollment=alice, score=2)

    page = enter(signed_in(bob), "past", row, "", shown="")

    assert "Nothing was changed." in page.text
    assert Result.objects.get().score == 2


@pytest.mark.parametrize("points", ["3.5", "-1", "many", "nan"])
def test_points_beyond_the_maximum_are_refused_and_shown_again(
    signed_in, bob, alice, parts, points
):
    page = enter(signed_in(bob), "past", on_call(alice, "one", "past"), points)

    assert page.status_code == 422
    assert f'value="{points}"' in page.text
    assert not Result.objects.exists()


def test_a_student_sees_their_points(signed_in, alice, parts):
    on_call(alice, "one", "past")
    Result.objects.create(component=parts[0], enrollment=alice, score=2.5)

    assert "2.5 of 3 points." in signed_in(alice).get(PAGE).text


@pytest.mark.parametrize(
    ("person", "path"), [("alice", ""), ("bob", ""), ("bob", "lectures/next/")]
)
def test_the_number_of_queries_does_not_grow(
    signed_in, parts, alice, bob, django_assert_max_num_queries, person, path
):
    for _ in range(10):
        on_call(EnrollmentFactory(course=alice.course), "one", "next")
    browser = signed_in({"alice": alice, "bob": bob}[person])
    browser.get(f"{PAGE}{path}")

    with django_assert_max_num_queries(14):
        assert browser.get(f"{PAGE}{path}").status_code == 200
