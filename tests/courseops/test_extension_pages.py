"""The staff's pages of extensions and excuses."""

from datetime import UTC, datetime

import pytest

from courseops.models import AuditEvent, Component, Extension, Team, TeamMember
from tests.factories import ComponentFactory, EnrollmentFactory

LIST = "/courses/ml-f20/extensions/"
NEW = f"{LIST}new/"
AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@pytest.fixture
def hw1(course) -> Component:
    return ComponentFactory(
        course=course,
        slug="hw1p1",
        title="Layers",
        kind="parts",
        cutoffs=None,
        on_time=datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC),
    )


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


@pytest.fixture
def dora(course):
    return EnrollmentFactory(course=course, user__login="dora", user__name="Dora Dale")


def asked(**more: str) -> dict[str, str]:
    return {
        "component": "hw1p1",
        "who": "alice",
        "kind": "days",
        "days": "2",
        "reason": "ill",
        **more,
    }


def give(component, student, **what) -> Extension:
    return Extension.objects.create(
        component=component, enrollment=student, reason="operation", at=AT, **what
    )


def shown(page) -> list[str]:
    return [line.row.enrollment.user.login for line in page.context["lines"]]


def test_the_list_tells_who_what_why_and_by_whom(as_bob, hw1, alice, bob):
    give(hw1, alice, days=2, actor=bob.user)

    text = as_bob.get(LIST).text

    for told in ("Alice Ash", "Layers", "2 days", "29 Sep 2020, 23:59 EDT"):
        assert told in text
    for told in ("operation", "Bob Birch", "20 Sep 2020, 08:00 EDT"):
        assert told in text


def test_an_excused_student_has_no_deadline_in_the_list(as_bob, hw1, alice):
    give(hw1, alice, excused=True)

    page = as_bob.get(LIST)

    assert "Excused" in page.text
    assert "27 Sep 2020" not in page.text


@pytest.mark.parametrize(
    ("query", "logins"),
    [
        ("", ["dora", "alice"]),
        ("search=dale", ["dora"]),
        ("component=hw1p1", ["alice"]),
        ("search=nobody", []),
        ("component=hw9", ["dora", "alice"]),
    ],
)
def test_the_list_can_be_narrowed(as_bob, hw1, alice, dora, course, query, logins):
    give(hw1, alice, days=2)
    give(ComponentFactory(course=course, slug="hw2"), dora, days=1)

    assert shown(as_bob.get(f"{LIST}?{query}")) == logins


def test_the_list_asks_the_same_however_long_it_is(
    as_bob, hw1, course, django_assert_num_queries
):
    give(hw1, EnrollmentFactory(course=course), days=1)
    with django_assert_num_queries(8):
        as_bob.get(LIST)
    for _ in range(20):
        give(hw1, EnrollmentFactory(course=course), days=1)

    with django_assert_num_queries(8):
        as_bob.get(LIST)


def test_before_granting_the_deadlines_it_leads_to_are_shown(as_bob, hw1, alice):
    page = as_bob.post(NEW, asked())

    assert "27 Sep 2020, 23:59:59 EDT" in page.text
    assert "29 Sep 2020, 23:59:59 EDT" in page.text
    assert not Extension.objects.exists()


def test_confirming_grants_what_was_shown(as_bob, hw1, alice, bob):
    page = as_bob.post(NEW, asked(confirm="yes"), follow=True)

    assert "Extended Layers: alice." in page.text
    row = Extension.objects.get()
    assert (row.days, row.reason, row.actor) == (2, "ill", bob.user)


def test_a_pasted_list_takes_logins_and_addresses(as_bob, hw1, alice, dora):
    who = "alice, DORA@example.edu\r\nalice"

    as_bob.post(NEW, asked(who=who, confirm="yes"))

    assert Extension.objects.count() == 2


def test_each_unknown_one_of_a_list_is_named_and_nobody_is_extended(
    as_bob, hw1, alice, bob
):
    page = as_bob.post(NEW, asked(who="alice\nzoe\nbob,yann@x.org", confirm="yes"))

    assert page.status_code == 400
    for told in ("“zoe” is nobody", "“bob” is no student", "“yann@x.org” is nobody"):
        assert told in page.text
    assert not Extension.objects.exists()


def test_the_team_is_shown_and_extended(as_bob, hw1, alice, dora):
    team = Team.objects.create(course=hw1.course, component=hw1, name="tigers")
    for one in (alice, dora):
        TeamMember.objects.create(team=team, enrollment=one)

    page = as_bob.post(NEW, asked(team="on"))
    as_bob.post(NEW, asked(team="on", confirm="yes"))

    assert "Dora Dale" in page.text
    assert Extension.objects.count() == 2


def test_an_excuse_is_granted(as_bob, hw1, alice):
    page = as_bob.post(NEW, asked(kind="excuse", confirm="yes"), follow=True)

    assert "Excused from Layers: alice." in page.text
    row = Extension.objects.get()
    assert (row.excused, row.days) == (True, None)


def test_a_moment_is_the_course_s_time_to_the_end_of_the_minute(as_bob, hw1, alice):
    as_bob.post(NEW, asked(kind="until", until="2020-10-01T18:00", confirm="yes"))

    assert Extension.objects.get().until == datetime(2020, 10, 1, 22, 0, 59, tzinfo=UTC)


def test_deadlines_can_be_set_one_by_one(as_bob, hw1, alice):
    moments = {"on_time": "2020-10-01T18:00", "late": "2020-10-02T18:00:30"}

    as_bob.post(NEW, asked(kind="each", confirm="yes", **moments))

    row = Extension.objects.get()
    assert row.late == datetime(2020, 10, 2, 22, 0, 30, tzinfo=UTC)
    assert (row.early, row.days) == (None, None)


def test_taking_back_removes_it(as_bob, hw1, alice):
    give(hw1, alice, days=2)

    page = as_bob.post(NEW, asked(kind="remove", confirm="yes"), follow=True)

    assert "Took back 1 of Layers: alice." in page.text
    assert not Extension.objects.exists()
    assert AuditEvent.objects.filter(verb="extension.remove").exists()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"days": ""}, "Fill this in"),
        ({"days": "-1"}, "greater than or equal to 1"),
        ({"reason": ""}, "This field is required"),
        ({"component": "hw9"}, "not one of the available choices"),
        ({"kind": "until"}, "Fill this in"),
        ({"kind": "until", "until": "soon"}, "no such moment"),
        ({"kind": "until", "until": "2021-03-14T02:30"}, "does not exist"),
        ({"kind": "until", "until": "2020-09-01T12:00"}, "before the course"),
        ({"kind": "each"}, "nothing to grant"),
    ],
)
def test_bad_input_is_refused_with_its_reason(as_bob, hw1, alice, more, problem):
    page = as_bob.post(NEW, asked(confirm="yes", **more))

    assert page.status_code == 400
    assert problem in page.text
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("what", "filled"),
    [
        ({"days": 3}, {"kind": "days", "days": 3}),
        ({"excused": True}, {"kind": "excuse"}),
        ({"until": AT}, {"kind": "until", "until": "2020-09-20T08:00:00"}),
        ({"late": AT}, {"kind": "each", "late": "2020-09-20T08:00:00"}),
    ],
)
def test_changing_one_starts_from_what_it_is(as_bob, hw1, alice, what, filled):
    give(hw1, alice, **what)

    page = as_bob.get(f"{NEW}?component=hw1p1&who=alice")

    initial = page.context["form"].initial
    assert filled.items() <= initial.items()
    assert initial["who"] == "alice"


def test_changing_one_shows_every_one_before_it(as_bob, hw1, alice):
    as_bob.post(NEW, asked(confirm="yes"))
    as_bob.post(NEW, asked(kind="until", until="2020-10-01T18:00", confirm="yes"))
    as_bob.post(NEW, asked(kind="remove", reason="well again", confirm="yes"))

    page = as_bob.get(f"{NEW}?component=hw1p1&who=alice")

    assert [(c.before, c.after, c.why) for c in page.context["history"]] == [
        ("until 1 Oct 2020, 18:00 EDT", "", "well again"),
        ("2 days", "until 1 Oct 2020, 18:00 EDT", "ill"),
        ("", "2 days", "ill"),
    ]


def test_staff_find_the_page_in_the_navigation(as_bob, hw1):
    assert f'href="{LIST}"' in as_bob.get("/courses/ml-f20/").text
