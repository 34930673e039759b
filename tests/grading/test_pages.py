"""My grades, the mark of a component, the class and the exports in the browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courseops.models import Track
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CompetitionFactory,
    ComponentFactory,
    EnrollmentFactory,
    UserFactory,
)
from tests.grading.instants import JUST_AFTER

GRADES = reverse("grading:grades", args=["ml-f20"])
MARK = reverse("grading:component_mark", args=["ml-f20", "hw1p2"])
CSV = reverse("grading:export", args=["ml-f20", "csv"])
JSON = reverse("grading:export", args=["ml-f20", "json"])
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def page(client):
    """Read a page as somebody; return its text."""

    def page(person, url, *, status=200, **options):
        client.force_login(getattr(person, "user", person))
        answer = client.get(url, **options)
        assert answer.status_code == status
        return answer.content.decode()

    return page


@pytest.fixture
def dora(course):
    """A second student."""
    return EnrollmentFactory(course=course, user__login="dora", user__name="Dora Day")


def test_visitors_sign_in_first(client, course):
    for url in (GRADES, MARK, CSV, JSON):
        assert client.get(url).status_code == 302


@pytest.mark.parametrize("url", [GRADES, MARK, CSV, JSON])
def test_outsiders_learn_nothing(page, charlie, hw1p2, url):
    page(charlie, url, status=404)


@pytest.mark.parametrize("url", [CSV, JSON])
def test_students_export_nothing(page, alice, hw1p2, url):
    page(alice, url, status=403)


@pytest.mark.parametrize("url", [GRADES, MARK])
def test_students_see_nobody_else(page, alice, dora, hw1p2, url):
    page(alice, f"{url}?student=dora", status=403)
    page(alice, f"{url}?student=nobody", status=403)
    page(alice, f"{url}?student=alice")


@pytest.mark.parametrize("who", ["bob", "ina"])
def test_staff_see_everybody(page, alice, hw1p2, who, request):
    staff = request.getfixturevalue(who)

    assert "Alice Ash" in page(staff, GRADES)
    assert "Alice Ash" in page(staff, f"{GRADES}?student=alice")
    assert "Mark of Alice Ash" in page(staff, f"{MARK}?student=alice")
    assert "alice" in page(staff, CSV)
    assert "alice" in page(staff, JSON)


def test_staff_of_the_site_see_everybody(page, alice, hw1p2):
    root = UserFactory(login="root", is_staff=True)

    assert "Alice Ash" in page(root, GRADES)
    assert "Alice Ash" in page(root, f"{GRADES}?student=alice")


def test_an_unknown_student_is_not_found(page, bob, hw1p2):
    page(bob, f"{GRADES}?student=nobody", status=404)
    page(bob, f"{GRADES}?student=bob", status=404)
    page(bob, MARK, status=404)


def test_an_unknown_component_or_format_is_not_found(page, ina, alice):
    page(alice, reverse("grading:component_mark", args=["ml-f20", "x"]), status=404)
    page(ina, reverse("grading:export", args=["ml-f20", "ods"]), status=404)


def test_a_dropped_student_keeps_their_grades_in_sight(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72)
    alice.status = "dropped"
    alice.save()

    assert "100.00" in page(alice, GRADES)


def test_my_grades_show_total_mark_score_and_derivation(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    text = page(alice, GRADES)

    for shown in (
        "My grades",
        "90.00",
        "0.69000",
        "Graded",
        "received <time",
        "80 + (0.69 − 0.66) / (0.72 − 0.66) × (100 − 80)",
    ):
        assert shown in text


def test_my_grades_tell_what_is_pending_and_why(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, None, state="queued")
    unposted = CompetitionFactory(
        component__course=alice.course, component__slug="hw2p2", component__cutoffs=None
    )
    hand_in(alice, unposted, 0.5)
    ComponentFactory(course=alice.course, slug="exam", kind="points", on_time=None)

    text = page(alice, GRADES)

    assert "leaves out 3 pending components" in text
    assert "waits for its score" in text
    assert "cutoffs not posted yet" in text
    assert "no result yet" in text


def test_my_grades_say_that_weights_are_not_set(page, alice, bob, hw1p2):
    CategoryFactory(course=alice.course, slug="exams", title="Exams", weight=None)

    assert "The weights of this course are not set" in page(alice, GRADES)
    assert "<code>weight</code> in the course file to: Exams" in page(bob, GRADES)


def test_what_is_still_to_hand_in_is_listed(page, alice):
    quiz = AssignmentFactory(
        course=alice.course, slug="quiz-0", title="Quiz 0", required=True
    )
    ComponentFactory(course=alice.course, assignment=quiz, slug="q0", kind="quiz")

    assert "Still to hand in: Quiz 0" in page(alice, GRADES)


def test_components_of_other_tracks_are_not_shown(page, alice, hw1p2):
    alice.track = Track.objects.create(
        course=alice.course, slug="11-485", position=0, without=["homework"]
    )
    alice.save()

    assert "Nothing to grade yet" in page(alice, GRADES)
    page(alice, MARK, status=404)


def test_a_course_without_work_says_so(page, alice):
    assert "Nothing to grade yet" in page(alice, GRADES)


def test_names_and_titles_are_escaped(page, bob, alice, hw1p2):
    alice.user.name = "<script>alert(1)</script>"
    alice.user.save()

    assert "<script>alert" not in page(bob, GRADES)
    assert "<script>alert" not in page(bob, f"{GRADES}?student=alice")


@pytest.fixture
def concealed(alice, hw1p2, hand_in):
    """A mark that rests on private scores; the public score is another."""
    hw1p2.split = {"public": 0.5, "seed": 1}
    hw1p2.mark_on = "private"
    hw1p2.save()
    # The private score says 90, the public one 30.
    return hand_in(alice, hw1p2, 0.4567, public=0.225, private=0.69)


LEAKS = ("90.00", "0.69", "0.4567", "89.99")


@pytest.mark.parametrize("url", [GRADES, MARK])
def test_marks_on_private_scores_are_withheld_from_students(
    page, alice, concealed, url
):
    text = page(alice, url)

    assert "revealed" in text
    assert not [leak for leak in LEAKS if leak in text]


def test_the_fragment_withholds_private_scores_too(page, alice, concealed):
    text = page(alice, MARK, **HTMX)

    assert not [leak for leak in LEAKS if leak in text]


def test_staff_see_marks_on_private_scores(page, bob, concealed):
    assert "90.00" in page(bob, f"{GRADES}?student=alice")
    assert "on the private rows" in page(bob, f"{MARK}?student=alice")


def test_a_mark_has_its_own_page_with_a_drawing(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    text = page(alice, MARK)

    assert "<h1>Frame classification</h1>" in text
    assert "From score to mark" in text
    assert "The score 0.69000 is 90.00 marks." in text


def test_htmx_gets_the_mark_alone(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    text = page(alice, MARK, **HTMX)

    assert "<html" not in text
    assert "90.00" in text


def test_a_missing_mark_has_a_page(page, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69, at=JUST_AFTER)

    assert "Nothing that counts was received" in page(alice, MARK)


def test_a_component_without_cutoffs_has_no_drawing(page, alice):
    ComponentFactory(course=alice.course, slug="hw1p2", kind="parts")

    assert "<title id" not in page(alice, MARK)


def test_the_class_can_be_searched(page, bob, alice, dora):
    found = page(bob, f"{GRADES}?search=DAY", **HTMX)

    assert "Dora Day" in found
    assert "Alice Ash" not in found
    assert "<html" not in found
    assert "Nobody matches" in page(bob, f"{GRADES}?search=zzz", **HTMX)


def test_the_class_shows_totals_and_counts(page, bob, alice, dora, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.66)

    text = page(bob, GRADES)

    assert "80.00" in text
    assert "2 students" in text


def test_the_class_without_students_says_so(page, bob):
    assert "No students yet" in page(bob, GRADES)


@pytest.mark.parametrize("url", [GRADES, f"{GRADES}?student=alice"])
def test_pages_cost_the_same_queries_for_a_class(
    client, course, bob, alice, hw1p2, hand_in, django_assert_max_num_queries, url
):
    client.force_login(bob.user)
    with CaptureQueriesContext(connection) as alone:
        client.get(url)
    for _ in range(25):
        hand_in(EnrollmentFactory(course=course), hw1p2, 0.61)

    with django_assert_max_num_queries(len(alone)):
        client.get(url)


def test_exports_are_the_command_s(page, client, ina, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    text = page(ina, JSON)
    answer = client.get(f"{CSV}?final=1")

    assert '"login": "alice"' in text
    assert answer["Content-Disposition"] == ('attachment; filename="ml-f20-grades.csv"')
    assert answer.content.startswith(b"login,name,email")
