"""Rosters that Canvas and Autolab write."""

import pytest

from courseops.models import OutsideName
from courseops.roster.importing import named_track
from tests.courseops.rosters import load, problems, row
from tests.factories import EnrollmentFactory

# --- Files of other systems --------------------------------------------------

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (4711),"
    "Final Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,100.00,(read only)\n"
    '"Elm, Eve",101,00007,eve@example.edu,11785-A,90.00,90.00\n'
    '"Fir, Fay",102,00008,fay@example.edu,11685-B and 11685-C,EX,\n'
    '"Student, Test",103,,,11785-A,,\n'
)


def test_a_canvas_gradebook_is_a_roster(two_tracks) -> None:
    load(two_tracks, CANVAS)

    eve, fay = row(two_tracks, "eve"), row(two_tracks, "fay")
    assert (eve.user.name, eve.user.email) == ("Eve Elm", "eve@example.edu")
    assert (eve.track.slug, fay.track.slug) == ("11-785", "11-685")
    assert two_tracks.enrollments.count() == 2


def numbers(course) -> set[tuple[str, str, str]]:
    """By login, what each person is called elsewhere."""
    names = OutsideName.objects.filter(course=course)
    return set(names.values_list("enrollment__user__login", "site", "name"))


def test_the_numbers_of_canvas_are_kept(two_tracks) -> None:
    load(two_tracks, CANVAS)
    load(two_tracks, CANVAS.replace("00007", "00009"))

    assert numbers(two_tracks) == {
        ("eve", "student id", "00009"),
        ("eve", "canvas id", "101"),
        ("fay", "student id", "00008"),
        ("fay", "canvas id", "102"),
    }


def test_a_roster_of_ours_may_have_student_ids(one_track) -> None:
    load(one_track, "login,email,sid\neve,e@x.org,00007\nfay,f@x.org,\n")
    load(one_track, "login,email\neve,e@x.org\n")

    assert numbers(one_track) == {("eve", "student id", "00007")}


def test_a_student_id_of_two_is_refused(one_track) -> None:
    text = "login,email,sid\neve,e@x.org,7\nfay,f@x.org,7\n"

    assert problems(one_track, text) == [
        "line 3, column sid: '7' stands in line 2 already"
    ]


def test_canvas_logins_without_a_domain_keep_known_addresses(one_track) -> None:
    EnrollmentFactory(course=one_track, user__login="eve", user__email="e@example.edu")
    text = 'Student,ID,SIS Login ID,Section\n"Elm, Eve",1,eve,A\n"Fir, Fay",2,fay,A\n'

    load(one_track, text, email_domain="example.org")

    assert row(one_track, "eve").user.email == "e@example.edu"
    assert row(one_track, "fay").user.email == "fay@example.org"


def test_a_canvas_section_that_names_no_track_is_told(two_tracks) -> None:
    text = "Student,ID,SIS Login ID,Section\nEve Elm,1,eve@example.edu,Monday\n"

    assert problems(two_tracks, text) == [
        (
            "line 2, column Section: a track is needed (11-785, 11-685): "
            "'Monday' names none"
        )
    ]


AUTOLAB = (
    "f20,eve@example.edu,Elm,Eve,SCS,CS,3,L,11785,1,A\n"
    "f20,fay@example.edu,Fir,Fay,SCS,CS,3,P,11785,1,A\n"
)


@pytest.mark.parametrize(
    "header",
    [
        "",
        (
            "Semester,email,last_name,first_name,school,major,year,grading_policy,"
            "courseNumber,courseLecture,section\n"
        ),
    ],
    ids=["as Autolab writes it", "as its guide shows it"],
)
def test_an_autolab_roster_is_a_roster(two_tracks, header) -> None:
    load(two_tracks, header + AUTOLAB)

    eve, fay = row(two_tracks, "eve"), row(two_tracks, "fay")
    assert (eve.user.name, eve.track.slug, eve.basis) == ("Eve Elm", "11-785", "letter")
    assert fay.basis == "pass_fail"


def test_an_unknown_autolab_policy_is_told(two_tracks) -> None:
    text = AUTOLAB.replace(",P,", ",Q,")

    assert problems(two_tracks, text) == [
        "line 2, column grading_policy: 'q' is not one of letter, pass_fail, audit"
    ]


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("11785-A", "11-785"),
        ("Fall 2020: 11-785 A and 11-785 B", "11-785"),
        ("117851", None),
        ("11-785 and 11-685", None),
    ],
)
def test_a_section_names_a_track_only_clearly(text, track) -> None:
    assert named_track(text, ["11-785", "11-685"]) == track
