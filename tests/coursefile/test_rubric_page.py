"""Instructors edit a rubric in the browser; it is judged as the course file would be."""

import pytest
from django.test import Client
from django.urls import reverse

from courseops.coursefile.dump import dump_course
from courseops.models import AuditEvent, Component, Course
from projects.models import Grading
from tests.coursefile.loading import AT, load, loaded
from tests.coursefile.test_judged import TWO, work
from tests.factories import EnrollmentFactory
from tests.projects.pages import page


@pytest.fixture
def course(db) -> Course:
    return loaded(work(TWO))


@pytest.fixture
def browser(course) -> Client:
    client = Client()
    client.force_login(EnrollmentFactory(course=course, role="instructor").user)
    return client


def form(course: Course, *rows: tuple, **more: str) -> dict[str, str]:
    """Return what the page sends: slug, title, points, hints and place of each row."""
    course.refresh_from_db()
    sent = {"based_on": course.policy_version, "rows": str(len(rows)), "reason": "why"}
    names = ("slug", "title", "points", "hints", "place")
    for number, row in enumerate(rows, 1):
        sent |= {f"{k}-{number}": v for k, v in zip(names, row, strict=True)}
    return sent | more


def send(browser: Client, sent: dict[str, str]):
    return browser.post(reverse("rubric", args=["c1", "r"]), sent)


def criteria() -> list[dict]:
    return Component.objects.get(slug="r").details["criteria"]


GOAL, STYLE = ("goal", "Goal", "5", "", "1"), ("style", "", "2", "", "2")


def test_criteria_are_added_moved_and_worded_anew(course, browser):
    sent = form(
        course,
        ("goal", "The goal", "5.5", "no jargon\n\nclear", "2"),
        ("style", "", "2", "", "1"),
        ("", "Figures & tables", "3", "", "3"),
        ("", "", "", "", "4"),
    )

    assert send(browser, sent).status_code == 302

    assert criteria() == [
        {"slug": "style", "points": 2},
        {
            "slug": "goal",
            "title": "The goal",
            "points": 5.5,
            "hints": ["no jargon", "clear"],
        },
        {"slug": "figures-tables", "title": "Figures & tables", "points": 3},
    ]
    event = AuditEvent.objects.get(verb="rubric.edit")
    assert event.why == "why"
    course.refresh_from_db()
    assert load(dump_course(course)).changes == []


def test_a_criterion_takes_the_place_that_it_is_given(course, browser):
    third = ("", "Third", "1", "", "3")
    send(browser, form(course, GOAL, STYLE, third))
    last = ("third", "Third", "1", "")

    send(browser, form(course, GOAL, STYLE, (*last, "1")))
    assert [one["slug"] for one in criteria()] == ["third", "goal", "style"]

    send(browser, form(course, (*last, "2"), (*GOAL[:4], "2"), (*STYLE[:4], "3")))
    assert [one["slug"] for one in criteria()] == ["goal", "third", "style"]


def test_a_criterion_is_removed_unless_it_was_judged(course, browser):
    Grading.objects.create(
        component=Component.objects.get(slug="r"),
        enrollment=EnrollmentFactory(course=course),
        by_criterion={"goal": 4},
        changed_at=AT,
    )

    refused = send(browser, form(course, GOAL, STYLE, **{"remove-1": "on"}))
    lowered = send(browser, form(course, ("goal", "Goal", "3", "", "1"), STYLE))
    removed = send(browser, form(course, GOAL, STYLE, **{"remove-2": "on"}))

    assert refused.status_code == lowered.status_code == 422
    assert "1 grading judge" in page(refused)
    assert "3 is less" in page(lowered)
    assert removed.status_code == 302
    assert [one["slug"] for one in criteria()] == ["goal"]


def test_what_cannot_be_is_told_and_stays_typed(course, browser):
    answer = send(browser, form(course, ("goal", "Aim", "many", "", "1"), STYLE))

    assert answer.status_code == 422
    assert "Aim: “many” is no number of points." in page(answer)
    assert 'value="many"' in page(answer)
    assert criteria()[0]["points"] == 5


def test_who_saves_after_another_change_is_told(course, browser):
    sent = form(course, GOAL)
    load(work(TWO.replace("points: 5", "points: 6")))

    answer = send(browser, sent)

    assert answer.status_code == 409
    assert "changed since you opened the page" in page(answer)
    assert criteria()[0]["points"] == 6
