"""What a student and staff read of a letter on the grade page, and in `explain`."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from courseops.models import Course
from grading import publishing
from grading.models import Override
from tests.grading.instants import LATER
from tests.grading.lettered import person

GRADES = reverse("grading:grades", args=["ml-f20"])
WAITS = "Letters follow when the curve is published"


@pytest.fixture
def read(client):
    """Read a student's grade page as somebody, as text without line ends."""

    def read(enrollment, *, of=""):
        client.force_login(enrollment.user)
        page = client.get(GRADES, {"student": of} if of else {}).content.decode()
        return " ".join(page.split())

    return read


def publish(course: Course):
    publishing.publish(course=course, actor=None, at=LATER)


def test_before_the_curve_is_published_students_are_told_so(lettered, read):
    page = read(person(lettered, "ben"))

    assert WAITS in page
    assert "letter-large" not in page


def test_staff_see_the_provisional_letter_with_its_sentence(lettered, ina, read):
    page = read(ina, of="ben")

    assert "not published: only staff see it" in page
    assert "1 of the 4 students on letter basis has more than" in page


def test_without_a_curve_the_letter_follows_the_total(lettered, read):
    lettered.curve = None
    lettered.save()

    page = read(person(lettered, "ann"))

    assert "by the total so far" in page
    assert "100 reaches 90, that is A." in page


def test_a_published_letter_shows_when_and_how(lettered, read):
    publish(lettered)

    page = read(person(lettered, "cleo"))

    assert "18 Dec 2020, 00:00 EST" in page
    assert "2 / 4 = 0.5</span> is below 0.75, the share of B" in page
    assert WAITS not in page


def test_it_is_told_by_the_numbers_of_its_publication(lettered, read, hw1p2, hand_in):
    publish(lettered)
    hand_in(person(lettered, "dan"), hw1p2, 0.80)

    assert "2 / 4 = 0.5</span> is below 0.75" in read(person(lettered, "cleo"))


def test_where_the_class_gives_another_letter_now_the_rule_is_told(lettered, read):
    publish(lettered)
    for login in ("ann", "ben"):
        gone = person(lettered, login)
        gone.status = "dropped"
        gone.save()

    page = read(person(lettered, "cleo"))

    assert "Published with a final of 80. The rule: By the share" in page


def test_a_letter_set_by_staff_says_so(lettered, read):
    publish(lettered)
    Override.objects.create(
        enrollment=person(lettered, "dan"), target="letter", value="B", at=LATER
    )

    assert "Staff set this letter: B." in read(person(lettered, "dan"))


def test_an_auditor_waits_for_no_letter(lettered, read):
    auditor = person(lettered, "dan")
    auditor.basis = "audit"
    auditor.save()

    assert WAITS not in read(auditor)


def test_explain_tells_the_letter(lettered, capsys):
    call_command("explain", "ml-f20", "ben")

    assert "Letter: B, provisional\n  1 of the 4" in capsys.readouterr().out


def test_explain_tells_since_when(lettered, capsys):
    publish(lettered)

    call_command("explain", "ml-f20", "ben")

    assert "Letter: B, published 18 Dec 2020" in capsys.readouterr().out
