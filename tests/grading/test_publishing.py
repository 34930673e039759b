"""Letters are published as a snapshot, with who and when (policies.md section 8)."""

import json

import pytest
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent
from grading import gradebook, publications, publishing
from grading.models import Override, PublishedCurve
from grading.publishing import CannotPublishError
from tests.factories import CategoryFactory, EnrollmentFactory
from tests.grading.instants import LATER
from tests.grading.lettered import CURVE, SCALE, person


def publish(course, actor=None):
    publishing.publish(course=course, actor=actor, at=LATER)
    return publications.published(course)


def by_login(course, publication):
    return {
        one.user.login: publication.letters[one.pk]
        for one in course.enrollments.select_related("user")
        if one.pk in publication.letters
    }


def stale(course):
    return gradebook.load(course=course, at=LATER).is_stale


def test_everybody_gets_the_letter_of_the_course_s_curve(lettered):
    letters = by_login(lettered, publish(lettered))

    assert {login: one.letter for login, one in letters.items()} == {
        "ann": "A",
        "ben": "B",
        "cleo": "B",
        "dan": "C",
    }
    assert letters["ben"].final == pytest.approx(90, abs=1e-9)


def test_a_publication_keeps_its_parameters(lettered, ina):
    made = publish(lettered, actor=ina.user)

    assert (made.curve, made.scale) == (CURVE, SCALE)
    assert made.policy_version == "0123456789ab"
    assert (made.actor, made.at) == ("Ina Ivy", LATER)


def test_the_scale_alone_can_be_published(lettered):
    lettered.curve = None
    lettered.save()

    assert by_login(lettered, publish(lettered))["dan"].letter == "F"


def test_auditors_and_staff_are_not_in_it(lettered, ina):
    auditor = person(lettered, "dan")
    auditor.basis = "audit"
    auditor.save()

    assert {"dan", "ina"}.isdisjoint(by_login(lettered, publish(lettered)))


def test_a_letter_set_by_staff_goes_before_the_curve(lettered):
    Override.objects.create(
        enrollment=person(lettered, "dan"), target="letter", value="A", at=LATER
    )

    assert by_login(lettered, publish(lettered))["dan"].letter == "A"


def test_it_is_recorded(lettered, ina):
    publish(lettered, actor=ina.user)

    event = AuditEvent.objects.get(verb="letters.publish")

    assert (event.actor, event.at) == (ina.user, LATER)
    assert event.after["letters"] == {"A": 1, "B": 2, "C": 1, "F": 0}


def test_what_was_published_before_stays(lettered):
    first = publish(lettered)
    lettered.curve = None
    lettered.save()

    second = publish(lettered)

    assert [one.key for one in publications.publications(lettered)] == [
        second.key,
        first.key,
    ]
    assert publications.publications(lettered)[1].letters == first.letters


def test_it_is_up_to_date_at_first(lettered):
    publish(lettered)

    assert not stale(lettered)


def test_a_later_score_makes_it_out_of_date(lettered, hw1p2, hand_in):
    publish(lettered)
    hand_in(person(lettered, "dan"), hw1p2, 0.70)

    assert stale(lettered)


def test_a_new_student_makes_it_out_of_date(lettered):
    publish(lettered)
    EnrollmentFactory(course=lettered, user__login="eve")

    assert stale(lettered)


def test_another_curve_makes_it_out_of_date(lettered):
    publish(lettered)
    lettered.curve = {"method": "add", "mean_to": 85}
    lettered.save()

    assert stale(lettered)


def test_nothing_published_is_none(course):
    assert publications.published(course) is None


def test_without_a_scale_nothing_is_published(lettered):
    lettered.letters = None
    lettered.save()

    with pytest.raises(CannotPublishError, match=r"has no letters\.scale"):
        publish(lettered)


def test_without_weights_nothing_is_published(lettered):
    CategoryFactory(course=lettered, slug="exams", weight=None)

    with pytest.raises(CannotPublishError, match="no weight to: exams"):
        publish(lettered)


def test_without_a_final_nothing_is_published(course):
    course.letters = {"scale": SCALE}
    course.save()
    EnrollmentFactory(course=course)

    with pytest.raises(CannotPublishError, match="No student"):
        publish(course)


def test_the_command_says_how_many_have_each_letter(lettered, capsys):
    call_command("publishcurve", "ml-f20")

    assert capsys.readouterr().out == (
        "Published 4 letters in ml-f20: 1 A, 2 B, 1 C, 0 F.\n"
    )


def test_the_command_says_what_is_missing(lettered):
    lettered.letters = None
    lettered.save()

    with pytest.raises(CommandError, match="Nothing was published"):
        call_command("publishcurve", "ml-f20")
    assert not PublishedCurve.objects.exists()


def exported(course, capsys, *options):
    call_command("exportgrades", course.slug, "--format", "json", *options)
    export = json.loads(capsys.readouterr().out)
    return export["curve"], {one["login"]: one["letter"] for one in export["students"]}


def test_the_export_has_provisional_letters_before(lettered, capsys):
    curve, letters = exported(lettered, capsys)

    assert curve == {"published_at": None, "stale": False}
    assert letters == {"ann": "A", "ben": "B", "cleo": "B", "dan": "C"}


@pytest.mark.parametrize("options", [(), ("--final",)])
def test_the_export_keeps_published_letters_after_a_regrade(
    lettered, capsys, hw1p2, hand_in, options
):
    publish(lettered)
    hand_in(person(lettered, "dan"), hw1p2, 0.80)

    curve, letters = exported(lettered, capsys, *options)

    assert curve == {"published_at": "2020-12-18T05:00:00Z", "stale": True}
    assert letters["dan"] == "C"


def test_who_was_not_published_has_the_present_letter(lettered, capsys):
    publish(lettered)
    EnrollmentFactory(course=lettered, user__login="eve")

    curve, letters = exported(lettered, capsys)

    assert (curve["stale"], letters["eve"]) == (True, "C")


def test_a_letter_set_by_staff_goes_before_the_published_one(lettered, capsys):
    publish(lettered)
    Override.objects.create(
        enrollment=person(lettered, "dan"), target="letter", value="B", at=LATER
    )

    curve, letters = exported(lettered, capsys)

    assert (curve["stale"], letters["dan"]) == (True, "B")


@pytest.mark.parametrize(("published", "letter"), [(False, None), (True, "C")])
def test_a_student_sees_a_letter_by_a_curve_once_it_is_published(
    lettered, published, letter
):
    dan = person(lettered, "dan")
    if published:
        publish(lettered)

    book = gradebook.load(course=lettered, at=LATER, enrollment=dan, as_student=True)

    assert book.letter == [letter]


def test_without_a_curve_students_see_the_letter_of_the_scale(lettered):
    lettered.curve = None
    lettered.save()
    dan = person(lettered, "dan")

    book = gradebook.load(course=lettered, at=LATER, enrollment=dan, as_student=True)

    assert book.letter == ["F"]
