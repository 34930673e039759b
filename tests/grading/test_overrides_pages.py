"""The staff's pages of overrides and waivers."""

from datetime import UTC, datetime

import pytest

from courseops.models import Component, Result
from grading.models import Override, Waiver
from tests.factories import AssignmentFactory, ComponentFactory

GRADES = "/courses/ml-f20/grades/"
OVERRIDE = f"{GRADES}alice/override/"
WAIVERS = f"{GRADES}alice/waivers/"
AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def hw1(course, alice) -> Component:
    """A component in which Alice has 7 of 10 parts."""
    course.letters = {"scale": {"A": 90, "B": 60, "F": 0}}
    course.save()
    work = AssignmentFactory(course=course, slug="hw1", title="Speech")
    hw1 = ComponentFactory(
        course=course,
        assignment=work,
        slug="hw1p1",
        title="Layers",
        kind="parts",
        cutoffs=None,
        details={"parts": 10},
        code=datetime(2099, 1, 1, tzinfo=UTC),
    )
    Result.objects.create(component=hw1, enrollment=alice, score=7)
    return hw1


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def set_to(alice, target, value) -> Override:
    return Override.objects.create(
        enrollment=alice, target=target, value=value, reason="typo", at=AT
    )


def test_the_list_shows_every_mark_and_what_is_overridden(as_bob, alice):
    set_to(alice, "total", 88.0)

    page = as_bob.get(OVERRIDE)

    shown = {line.target.name: line.shown for line in page.context["lines"]}
    assert shown == {
        "total": 88.0,
        "final": pytest.approx(70.0),
        "letter": "B",
        "category:homework": pytest.approx(70.0),
        "assignment:hw1": pytest.approx(70.0),
        "component:hw1p1": pytest.approx(70.0),
    }
    assert "<q" in page.text
    assert "typo" in page.text


@pytest.mark.parametrize(
    ("target", "value", "computed"),
    [
        ("component:hw1p1", 95.0, 70.0),
        ("assignment:hw1", 95.0, 70.0),
        ("category:homework", 95.0, 70.0),
        ("total", 95.0, 70.0),
        ("final", 95.0, 70.0),
        ("letter", "A", "B"),
    ],
)
def test_the_computed_value_stands_beside_the_overridden_one(
    as_bob, alice, target, value, computed
):
    set_to(alice, target, value)

    page = as_bob.get(OVERRIDE, {"target": target})

    assert page.context["computed"] in (computed, pytest.approx(computed))
    assert page.context["override"].value == value


def test_other_overrides_stay_in_force_beneath_the_computed_value(as_bob, alice):
    set_to(alice, "component:hw1p1", 95.0)

    page = as_bob.get(OVERRIDE, {"target": "total"})

    assert page.context["computed"] == pytest.approx(95.0)


def test_an_override_is_set_with_its_reason(as_bob, bob):
    form = {"value": "95", "reason": "oral exam"}

    page = as_bob.post(f"{OVERRIDE}?target=component:hw1p1", form, follow=True)

    assert page.redirect_chain[-1][0] == f"{GRADES}?student=alice"
    assert "Layers of alice is overridden." in page.text
    row = Override.objects.get()
    assert (row.value, row.reason, row.actor) == (95.0, "oral exam", bob.user)


def test_a_letter_is_chosen_among_the_course_s(as_bob):
    form = {"value": "A", "reason": "oral exam"}

    as_bob.post(f"{OVERRIDE}?target=letter", form)

    assert Override.objects.get().value == "A"


@pytest.mark.parametrize(
    ("target", "form", "problem"),
    [
        ("total", {"value": "much", "reason": "x"}, "is no mark"),
        ("total", {"value": "201", "reason": "x"}, "from 0 to 200"),
        ("total", {"value": "95", "reason": " "}, "This field is required"),
        ("letter", {"value": "Z", "reason": "x"}, "not one of the available"),
    ],
)
def test_bad_input_is_refused_with_its_reason(as_bob, target, form, problem):
    page = as_bob.post(f"{OVERRIDE}?target={target}", form)

    assert page.status_code == 400
    assert problem in page.text
    assert not Override.objects.exists()


def test_clearing_computes_the_mark_again(as_bob, alice):
    set_to(alice, "total", 88.0)

    page = as_bob.post(
        f"{OVERRIDE}?target=total", {"clear": "yes", "reason": "wrong one"}, follow=True
    )

    assert "Total of alice is computed again." in page.text
    assert not Override.objects.exists()


def test_every_change_so_far_is_on_the_page(as_bob):
    address = f"{OVERRIDE}?target=total"
    as_bob.post(address, {"value": "88", "reason": "typo"})
    as_bob.post(address, {"value": "90.5", "reason": "typo again"})
    as_bob.post(address, {"clear": "yes", "reason": "no typo"})

    found = as_bob.get(address).context["history"]

    assert [(c.before, c.after, c.why) for c in found] == [
        ("90.5", "", "no typo"),
        ("88", "90.5", "typo again"),
        ("", "88", "typo"),
    ]


def test_clearing_needs_a_reason(as_bob, alice):
    set_to(alice, "total", 88.0)

    page = as_bob.post(f"{OVERRIDE}?target=total", {"clear": "yes", "reason": ""})

    assert page.status_code == 400
    assert Override.objects.exists()


@pytest.mark.parametrize("target", ["component:hw9", "grade"])
def test_what_does_not_exist_is_not_found(as_bob, target):
    assert as_bob.get(OVERRIDE, {"target": target}).status_code == 404


def test_an_unknown_student_is_not_found(as_bob):
    assert as_bob.get(f"{GRADES}zoe/override/").status_code == 404


def test_staff_reach_the_pages_from_the_grades_and_students_do_not(
    as_bob, client, alice
):
    assert f'href="{OVERRIDE}"' in as_bob.get(f"{GRADES}?student=alice").text
    own_page = f"{GRADES}components/hw1p1/?student=alice"
    assert f"{OVERRIDE}?target=component:hw1p1" in as_bob.get(own_page).text

    client.force_login(alice.user)

    assert "override/" not in client.get(GRADES).text


def test_a_requirement_is_waived_with_its_reason(as_bob, bob):
    form = {"target": "hw1p1/code", "reason": "shown in class"}

    page = as_bob.post(WAIVERS, form, follow=True)

    assert "Waived hw1p1/code." in page.text
    row = Waiver.objects.get()
    assert (row.target, row.reason, row.actor) == (
        "hw1p1/code",
        "shown in class",
        bob.user,
    )


def test_what_was_waived_can_be_asked_for_again(as_bob, alice):
    Waiver.objects.create(enrollment=alice, target="hw1", reason="ill", at=AT)

    page = as_bob.post(WAIVERS, {"remove": "hw1"}, follow=True)

    assert "hw1 is asked for again." in page.text
    assert not Waiver.objects.exists()


def test_what_the_student_has_not_cannot_be_waived(as_bob):
    page = as_bob.post(WAIVERS, {"target": "hw9", "reason": "x"})

    assert page.status_code == 400
    assert not Waiver.objects.exists()
