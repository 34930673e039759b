"""Rosters come in whole or not at all, and again without harm."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent, Course, Enrollment, Track, User
from courseops.roster.importing import Outcome, import_roster, named_track
from courseops.roster.reading import RosterError
from tests.factories import CourseFactory, EnrollmentFactory, UserFactory

NOW = datetime(2020, 9, 1, 12, tzinfo=UTC)
HEADER = "login,name,email,track,basis,role,status\n"


@pytest.fixture
def course(db) -> Course:
    course = CourseFactory()
    bases = ["letter", "pass_fail", "audit"]
    Track.objects.create(course=course, slug="11-785", position=0, bases=bases)
    Track.objects.create(
        course=course,
        slug="11-685",
        position=1,
        bases=["letter"],
        refuse_reason="11-685 is for a letter only.",
    )
    return course


@pytest.fixture
def one_track(db) -> Course:
    course = CourseFactory()
    Track.objects.create(course=course, slug="11-785", position=0, bases=["letter"])
    return course


def load(course: Course, text: str | bytes, **options) -> dict[str, Outcome]:
    data = text.encode() if isinstance(text, str) else text
    outcomes = import_roster(
        course=course,
        data=data,
        complete=options.pop("complete", False),
        actor=None,
        at=NOW,
        **options,
    )
    return {outcome.login: outcome for outcome in outcomes}


def problems(course: Course, text: str | bytes) -> list[str]:
    with pytest.raises(RosterError) as caught:
        load(course, text)
    return caught.value.problems


def row(course: Course, login: str) -> Enrollment:
    return Enrollment.objects.get(course=course, user__login=login)


# --- What a line brings ------------------------------------------------------


def test_a_newcomer_gets_an_account_and_a_place(course) -> None:
    load(course, HEADER + "eve,Eve Elm,Eve@Example.edu,11-785,audit,student,active\n")

    found = row(course, "eve")
    assert (found.user.name, found.user.email) == ("Eve Elm", "eve@example.edu")
    assert (found.track.slug, found.basis) == ("11-785", "audit")
    assert (found.role, found.status) == ("student", "active")


def test_a_newcomer_has_no_password(one_track) -> None:
    load(one_track, "login,email\neve,eve@example.edu\n")

    assert not User.objects.get(login="eve").has_usable_password()


def test_what_is_left_open_gets_its_default(one_track) -> None:
    load(one_track, "email,login\neve@example.edu,eve\n")

    found = row(one_track, "eve")
    assert (found.track.slug, found.basis) == ("11-785", "letter")
    assert (found.role, found.status) == ("student", "active")


def test_staff_need_no_track(course) -> None:
    load(course, "login,email,role\nina,ina@example.edu,instructor\n")

    assert row(course, "ina").track is None


def test_an_account_of_another_course_is_used_again(one_track) -> None:
    user = UserFactory(login="eve", email="eve@example.edu")

    outcome = load(one_track, "login,email\neve,eve@example.edu\n")["eve"]

    assert outcome.what == "added"
    assert row(one_track, "eve").user == user


@pytest.mark.parametrize(
    "text",
    [
        "\ufefflogin,email\r\neve,eve@example.edu\r\n",
        'login,email\n"eve","eve@example.edu"\n\n',
        " login , email \n eve , eve@example.edu \n",
        "LOGIN,Email\neve,eve@example.edu",
    ],
    ids=["BOM and CRLF", "quotes and a blank line", "spaces", "capitals, no end"],
)
def test_ways_to_write_the_same_file(one_track, text) -> None:
    assert set(load(one_track, text)) == {"eve"}


# --- Again -------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(course) -> None:
    text = HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n"
    load(course, text)
    events = AuditEvent.objects.count()

    outcome = load(course, text)["eve"]

    assert (outcome.what, outcome.changes) == ("unchanged", {})
    assert AuditEvent.objects.count() == events


def test_a_change_is_told_with_its_values(course) -> None:
    load(course, HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n")

    outcome = load(
        course, HEADER + "eve,Eve Elm,new@example.edu,11-685,letter,student,active\n"
    )["eve"]

    assert outcome.what == "updated"
    assert outcome.changes == {
        "name": ("Eve", "Eve Elm"),
        "email": ("eve@example.edu", "new@example.edu"),
        "track": ("11-785", "11-685"),
        "basis": ("audit", "letter"),
    }
    assert row(course, "eve").track.slug == "11-685"
    assert User.objects.get(login="eve").email == "new@example.edu"


def test_an_empty_cell_leaves_what_is_known(course) -> None:
    load(course, HEADER + "eve,Eve,eve@example.edu,11-785,audit,ta,active\n")

    outcome = load(course, HEADER + "eve,,,,,,\n")["eve"]

    assert outcome.what == "unchanged"


def test_who_dropped_and_is_back_is_active(one_track) -> None:
    EnrollmentFactory(
        course=one_track, user__login="eve", status="dropped", basis="letter"
    )

    outcome = load(one_track, "login,email\neve,eve@example.edu\n")["eve"]

    assert outcome.changes["status"] == ("dropped", "active")


def test_a_complete_roster_drops_the_students_it_lacks(one_track) -> None:
    for login, role in [("eve", "student"), ("bob", "ta"), ("ina", "instructor")]:
        EnrollmentFactory(course=one_track, user__login=login, role=role)

    outcomes = load(one_track, "login,email\nfay,fay@example.edu\n", complete=True)

    assert {login: o.what for login, o in outcomes.items()} == {
        "fay": "added",
        "eve": "dropped",
    }
    assert row(one_track, "eve").status == "dropped"
    assert row(one_track, "bob").status == "active"


def test_without_complete_nobody_is_dropped(one_track) -> None:
    EnrollmentFactory(course=one_track, user__login="eve")

    load(one_track, "login,email\nfay,fay@example.edu\n")

    assert row(one_track, "eve").status == "active"


def test_an_import_is_on_record(course) -> None:
    load(course, HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n")

    event = AuditEvent.objects.get()
    assert (event.verb, event.course, event.at) == ("import roster", course, NOW)
    assert event.after["people"] == {"eve": {"what": "added"}}


def test_queries_do_not_grow_with_the_roster(
    course, django_assert_max_num_queries
) -> None:
    people = [f"s{n},S,s{n}@example.edu,11-785,letter,,\n" for n in range(60)]
    load(course, HEADER + "".join(people[:30]))
    changed = HEADER + "".join(people).replace(",S,", ",T,").replace("11-785", "11-685")

    with django_assert_max_num_queries(11):
        load(course, changed)


# --- What is refused ---------------------------------------------------------


def test_every_problem_is_told_at_once_with_line_and_column(course) -> None:
    text = HEADER + (
        "eve,Eve,eve.example.edu,11-785,letter,student,active\n"
        "fay,Fay,fay@example.edu,11-999,letter,student,active\n"
        "gus,Gus,gus@example.edu,11-785,loud,guest,gone\n"
        ",Hal,hal@example.edu,11-785,letter,student,active\n"
        "ida,Ida\n"
    )

    found = problems(course, text)

    assert found == [
        "line 2, column email: 'eve.example.edu' is no e-mail address",
        "line 3, column track: '11-999' is no track of the course (11-785, 11-685)",
        "line 4, column basis: 'loud' is not one of letter, pass_fail, audit",
        "line 4, column role: 'guest' is not one of student, ta, instructor",
        "line 4, column status: 'gone' is not one of active, dropped",
        (
            "line 5, column login: a login is missing "
            "(letters, digits and . _ - + @, at most 64)"
        ),
        "line 6: 2 cells, expected 7",
    ]


def test_a_refused_roster_writes_nothing(course) -> None:
    problems(
        course,
        HEADER
        + "eve,Eve,eve@example.edu,11-785,letter,student,active\n"
        + "fay,Fay,bad,11-785,letter,student,active\n",
    )

    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_basis_that_the_track_lacks_is_refused_with_the_reason(course) -> None:
    assert problems(course, HEADER + "eve,E,eve@example.edu,11-685,audit,,\n") == [
        (
            "line 2, column basis: track 11-685 takes no 'audit': "
            "11-685 is for a letter only."
        )
    ]


def test_a_known_basis_that_a_new_track_lacks_is_refused(course) -> None:
    load(course, HEADER + "eve,E,eve@example.edu,11-785,audit,,\n")

    assert problems(course, HEADER + "eve,E,eve@example.edu,11-685,,,\n") == [
        (
            "line 2, column basis: track 11-685 takes no 'audit': "
            "11-685 is for a letter only."
        )
    ]


def test_a_student_needs_a_track_where_there_are_several(course) -> None:
    assert problems(course, "login,email\neve,eve@example.edu\n") == [
        "line 2, column track: a track is needed (11-785, 11-685): missing"
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "eve,eve@example.edu\neve,other@example.edu\n",
            "line 3, column login: 'eve' stands in line 2 already",
        ),
        (
            "eve,eve@example.edu\nEve,other@example.edu\n",
            "line 3, column login: 'Eve' stands in line 2 already",
        ),
        (
            "eve,eve@example.edu\nfay,EVE@example.edu\n",
            "line 3, column email: eve@example.edu stands in line 2 already",
        ),
        (
            "fay,zoe@example.edu\n",
            "line 2, column email: zoe@example.edu belongs to the login 'zoe'",
        ),
        (
            "Zoe,new@example.edu\n",
            "line 2, column login: 'Zoe' is an account already, written 'zoe'",
        ),
        (
            "eve,\n",
            (
                "line 2, column email: a newcomer needs an e-mail address "
                "(or give --email-domain)"
            ),
        ),
        (
            "root,mine@example.edu\n",
            (
                "line 2, column email: 'root' is staff of the site, "
                "whose e-mail no roster changes"
            ),
        ),
    ],
)
def test_accounts_do_not_get_mixed_up(one_track, lines, problem) -> None:
    UserFactory(login="zoe", email="zoe@example.edu")
    UserFactory(login="root", email="root@example.edu", is_staff=True)

    assert problems(one_track, "login,email\n" + lines) == [problem]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The file is empty."),
        (b"login,email\n", "There is nobody in the file."),
        ("login,email\n".encode("utf-16"), "The file is UTF-16. Save it as CSV UTF-8."),
        (
            b"login,email\neve,\xe9@example.edu\n",
            "line 2: byte 0xe9 is not UTF-8. Save the file as CSV UTF-8.",
        ),
        (
            b"login;email\n",
            "The columns are not separated by commas. Save it as CSV.",
        ),
        (b"login,mail\n", "line 1: column email is missing"),
        (b"login,email,group\n", "line 1: column 'group' is not known"),
        (b"login,email,login\n", "line 1: column 'login' stands there 2 times"),
        (
            b'login,email\n"eve,eve@example.edu\n',
            "line 2: not readable as CSV: unexpected end of data",
        ),
    ],
)
def test_files_that_are_no_roster(one_track, data, problem) -> None:
    assert problem in problems(one_track, data)


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


def test_a_canvas_gradebook_is_a_roster(course) -> None:
    load(course, CANVAS)

    eve, fay = row(course, "eve"), row(course, "fay")
    assert (eve.user.name, eve.user.email) == ("Eve Elm", "eve@example.edu")
    assert (eve.track.slug, fay.track.slug) == ("11-785", "11-685")
    assert course.enrollments.count() == 2


def test_canvas_logins_without_a_domain_keep_known_addresses(one_track) -> None:
    EnrollmentFactory(course=one_track, user__login="eve", user__email="e@example.edu")
    text = 'Student,ID,SIS Login ID,Section\n"Elm, Eve",1,eve,A\n"Fir, Fay",2,fay,A\n'

    load(one_track, text, email_domain="example.org")

    assert row(one_track, "eve").user.email == "e@example.edu"
    assert row(one_track, "fay").user.email == "fay@example.org"


def test_a_canvas_section_that_names_no_track_is_told(course) -> None:
    text = "Student,ID,SIS Login ID,Section\nEve Elm,1,eve@example.edu,Monday\n"

    assert problems(course, text) == [
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
def test_an_autolab_roster_is_a_roster(course, header) -> None:
    load(course, header + AUTOLAB)

    eve, fay = row(course, "eve"), row(course, "fay")
    assert (eve.user.name, eve.track.slug, eve.basis) == ("Eve Elm", "11-785", "letter")
    assert fay.basis == "pass_fail"


def test_an_unknown_autolab_policy_is_told(course) -> None:
    text = AUTOLAB.replace(",P,", ",Q,")

    assert problems(course, text) == [
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


# --- The command -------------------------------------------------------------


def test_the_command_tells_each_row_and_the_counts(one_track, tmp_path, capsys) -> None:
    EnrollmentFactory(course=one_track, user__login="gus")
    file = tmp_path / "roster.csv"
    file.write_text("login,email\neve,eve@example.edu\n")

    call_command("importroster", one_track.slug, file, "--complete")

    assert capsys.readouterr().out.splitlines() == [
        "line 2: eve added",
        "not in the file: gus dropped (status active → dropped)",
        "ml-f20: 1 added, 0 updated, 0 unchanged, 1 dropped.",
    ]


def test_the_command_names_the_file_in_every_problem(one_track, tmp_path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("login,email\neve,bad\nfay,bad\n")

    with pytest.raises(CommandError) as caught:
        call_command("importroster", one_track.slug, file)

    assert str(caught.value).splitlines() == [
        "roster.csv: line 2, column email: 'bad' is no e-mail address",
        "roster.csv: line 3, column email: 'bad' is no e-mail address",
        "Nothing was imported.",
    ]
    assert caught.value.returncode == 1


@pytest.mark.parametrize(
    ("course_slug", "file", "message"),
    [
        ("nowhere", "roster.csv", "There is no course 'nowhere'."),
        ("ml-f20", "missing.csv", "missing.csv: No such file or directory"),
    ],
)
def test_the_command_names_what_is_not_there(
    one_track, course_slug, file, message
) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("importroster", course_slug, file)
