"""Students make study groups by themselves."""

import pytest

from courseops.models import AuditEvent, Course, Enrollment
from participation.models import StudyGroup, StudyGroupMember
from tests.factories import EnrollmentFactory
from tests.participation.conftest import NOW

PAGE = "/courses/ml-f20/study-groups/"


@pytest.fixture
def course(course: Course) -> Course:
    """Groups of at most two."""
    course.study_groups = {"max": 2}
    course.save()
    return course


@pytest.fixture
def ben(course: Course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben", user__name="Ben Birch")


@pytest.fixture
def owls(course: Course, ben: Enrollment) -> StudyGroup:
    """Ben's group."""
    return group(course, "Night owls", ben)


def group(course: Course, name: str, *people: Enrollment) -> StudyGroup:
    made = StudyGroup.objects.create(course=course, name=name, created_at=NOW)
    for one in people:
        StudyGroupMember.objects.create(group=made, enrollment=one, joined_at=NOW)
    return made


def act(browser, name: str, /, **form):
    return browser.post(f"{PAGE}{name}/", form, follow=True)


def members(of: StudyGroup) -> list[str]:
    places = of.members.order_by("enrollment__user__login")
    return list(places.values_list("enrollment__user__login", flat=True))


def test_a_course_without_study_groups_has_no_such_page(signed_in, course, alice):
    course.study_groups = None
    course.save()

    assert signed_in(alice).get(PAGE).status_code == 404
    assert signed_in(alice).post(f"{PAGE}leave/").status_code == 404


def test_a_student_makes_a_group_and_is_in_it(signed_in, alice):
    page = act(signed_in(alice), "make", name=" Early  birds ", about="Mondays")

    assert "“Early birds” is made, and you are in it." in page.text
    made = StudyGroup.objects.get()
    assert (made.name, made.about, members(made)) == (
        "Early birds",
        "Mondays",
        ["alice"],
    )


@pytest.mark.parametrize(
    ("name", "about", "told"),
    [
        ("x", "", "has 2 to 40 characters"),
        ("NIGHT OWLS", "", "Another group has that name already."),
        ("\u202eowls", "", "U+202E"),
        ("Owls 2", "a" * 301, "has 1 to 300 characters"),
        ("Owls 2", "<b>bold</b>", "U+003C"),
    ],
)
def test_a_name_or_line_that_cannot_be_is_told_and_kept_to_mend(
    signed_in, alice, owls, name, about, told
):
    page = act(signed_in(alice), "make", name=name, about=about)

    assert page.status_code == 422
    assert told in page.text
    assert StudyGroup.objects.count() == 1


def test_a_student_joins_a_group_and_leaves_it(signed_in, alice, owls):
    browser = signed_in(alice)

    assert "You are in “Night owls” now." in act(browser, "join", group=owls.pk).text
    assert members(owls) == ["alice", "ben"]
    assert "You have left “Night owls”." in act(browser, "leave").text
    assert members(owls) == ["ben"]


def test_a_group_that_nobody_is_left_in_goes(signed_in, ben, owls):
    act(signed_in(ben), "leave")

    assert not StudyGroup.objects.exists()


def test_one_is_in_one_group_only(signed_in, alice, course, owls):
    group(course, "Early birds", alice)
    browser = signed_in(alice)

    assert "leave it first" in act(browser, "join", group=owls.pk).text
    assert "leave it first" in act(browser, "make", name="Third").text
    assert members(owls) == ["ben"]


def test_a_full_group_takes_nobody(signed_in, alice, course, owls):
    carol = EnrollmentFactory(course=course)
    StudyGroupMember.objects.create(group=owls, enrollment=carol, joined_at=NOW)

    assert "is full" in act(signed_in(alice), "join", group=owls.pk).text


def test_who_left_the_course_is_out_of_sight_and_takes_no_place(
    signed_in, alice, course, owls
):
    dora = EnrollmentFactory(course=course, user__name="Dora Dale", status="dropped")
    StudyGroupMember.objects.create(group=owls, enrollment=dora, joined_at=NOW)
    browser = signed_in(alice)

    assert "Dora Dale" not in browser.get(PAGE).text
    act(browser, "join", group=owls.pk)
    assert "alice" in members(owls)


def test_members_close_and_open_their_group(signed_in, alice, ben, owls):
    act(signed_in(ben), "change", name="Owls", about="Late")
    assert "“Owls” is closed" in act(signed_in(alice), "join", group=owls.pk).text

    act(signed_in(ben), "change", name="Owls", about="Late", is_open="on")
    act(signed_in(alice), "join", group=owls.pk)
    assert members(owls) == ["alice", "ben"]


def test_after_the_date_nobody_joins_but_one_may_leave(
    signed_in, alice, ben, course, owls
):
    course.study_groups = {"max": 2, "join_by": "2020-09-13"}
    course.save()
    told = "could be joined until 13 Sep 2020, 23:59 EDT"

    assert told in act(signed_in(alice), "join", group=owls.pk).text
    assert told in act(signed_in(alice), "make", name="Birds").text
    act(signed_in(ben), "leave")
    assert not StudyGroup.objects.exists()


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 30])
def test_a_group_that_is_no_more_is_told(signed_in, alice, owls, key):
    assert "That group is no more." in act(signed_in(alice), "join", group=key).text


def test_nobody_joins_a_group_of_another_course(signed_in, owls, charlie):
    owls.course.slug = "other"
    other = charlie.enrollments.get()
    other.course.study_groups = {"max": 5}
    other.course.save()

    signed_in(other).post(
        f"/courses/{other.course.slug}/study-groups/join/", {"group": owls.pk}
    )

    assert members(owls) == ["ben"]


def test_staff_see_all_and_who_studies_alone(signed_in, bob, alice, course, owls):
    dora = EnrollmentFactory(course=course, status="dropped")
    group(course, "Left behind", dora)

    page = signed_in(bob).get(PAGE)

    assert [one.group.name for one in page.context["groups"]] == ["Night owls"]
    assert [one.group.name for one in page.context["empty"]] == ["Left behind"]
    assert page.context["alone"] == [alice]


def test_staff_put_a_student_elsewhere(signed_in, bob, alice, course, owls):
    group(course, "Early birds", alice)

    page = act(signed_in(bob), "staff/place", login="alice", group=owls.pk)

    assert "Alice Ash is in “Night owls” now." in page.text
    assert members(owls) == ["alice", "ben"]
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == (
        {"group": "Early birds"},
        {"group": "Night owls"},
    )


def test_staff_are_bound_by_the_size_and_nobody_loses_their_place(
    signed_in, bob, alice, course, owls
):
    carol = EnrollmentFactory(course=course, user__login="carol")
    StudyGroupMember.objects.create(group=owls, enrollment=carol, joined_at=NOW)
    birds = group(course, "Early birds", alice)

    page = act(signed_in(bob), "staff/place", login="alice", group=owls.pk)

    assert "is full" in page.text
    assert members(birds) == ["alice"]


def test_staff_end_a_group(signed_in, bob, owls):
    page = act(signed_in(bob), "staff/dissolve", group=owls.pk)

    assert "“Night owls” is no more." in page.text
    assert not StudyGroupMember.objects.exists()
    assert AuditEvent.objects.get().before == {"members": "ben"}


@pytest.mark.parametrize("person", ["alice", "bob"])
def test_the_number_of_queries_does_not_grow(
    signed_in, alice, bob, course, owls, django_assert_max_num_queries, person
):
    for number in range(8):
        group(course, f"Group {number}", EnrollmentFactory(course=course))
    browser = signed_in({"alice": alice, "bob": bob}[person])
    browser.get(PAGE)

    with django_assert_max_num_queries(9):
        assert browser.get(PAGE).status_code == 200
