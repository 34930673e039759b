"""A roster with a problem changes nothing, and every problem is told."""

import pytest

from courseops.models import AuditEvent, User
from tests.courseops.rosters import HEADER, load, problems
from tests.factories import UserFactory

# --- What is refused ---------------------------------------------------------


def test_every_problem_is_told_at_once_with_line_and_column(two_tracks) -> None:
    text = HEADER + (
        "eve,Eve,eve.example.edu,11-785,letter,student,active\n"
        "fay,Fay,fay@example.edu,11-999,letter,student,active\n"
        "gus,Gus,gus@example.edu,11-785,loud,guest,gone\n"
        ",Hal,hal@example.edu,11-785,letter,student,active\n"
        "ida,Ida\n"
    )

    found = problems(two_tracks, text)

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


def test_a_refused_roster_writes_nothing(two_tracks) -> None:
    problems(
        two_tracks,
        HEADER
        + "eve,Eve,eve@example.edu,11-785,letter,student,active\n"
        + "fay,Fay,bad,11-785,letter,student,active\n",
    )

    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_basis_that_the_track_lacks_is_refused_with_the_reason(two_tracks) -> None:
    assert problems(two_tracks, HEADER + "eve,E,eve@example.edu,11-685,audit,,\n") == [
        (
            "line 2, column basis: track 11-685 takes no 'audit': "
            "11-685 is for a letter only."
        )
    ]


def test_a_known_basis_that_a_new_track_lacks_is_refused(two_tracks) -> None:
    load(two_tracks, HEADER + "eve,E,eve@example.edu,11-785,audit,,\n")

    assert problems(two_tracks, HEADER + "eve,E,eve@example.edu,11-685,,,\n") == [
        (
            "line 2, column basis: track 11-685 takes no 'audit': "
            "11-685 is for a letter only."
        )
    ]


def test_a_student_needs_a_track_where_there_are_several(two_tracks) -> None:
    assert problems(two_tracks, "login,email\neve,eve@example.edu\n") == [
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
