"""Rosters come in whole, and again without harm."""

import pytest
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent, User
from tests.courseops.rosters import HEADER, NOW, load, row
from tests.factories import EnrollmentFactory, UserFactory

# --- What a line brings ------------------------------------------------------


def test_a_newcomer_gets_an_account_and_a_place(two_tracks) -> None:
    load(
        two_tracks, HEADER + "eve,Eve Elm,Eve@Example.edu,11-785,audit,student,active\n"
    )

    found = row(two_tracks, "eve")
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


def test_staff_need_no_track(two_tracks) -> None:
    load(two_tracks, "login,email,role\nina,ina@example.edu,instructor\n")

    assert row(two_tracks, "ina").track is None


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


def test_the_same_file_again_changes_nothing(two_tracks) -> None:
    text = HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n"
    load(two_tracks, text)
    events = AuditEvent.objects.count()

    outcome = load(two_tracks, text)["eve"]

    assert (outcome.what, outcome.changes) == ("unchanged", {})
    assert AuditEvent.objects.count() == events


def test_a_change_is_told_with_its_values(two_tracks) -> None:
    load(two_tracks, HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n")

    outcome = load(
        two_tracks,
        HEADER + "eve,Eve Elm,new@example.edu,11-685,letter,student,active\n",
    )["eve"]

    assert outcome.what == "updated"
    assert outcome.changes == {
        "name": ("Eve", "Eve Elm"),
        "email": ("eve@example.edu", "new@example.edu"),
        "track": ("11-785", "11-685"),
        "basis": ("audit", "letter"),
    }
    assert row(two_tracks, "eve").track.slug == "11-685"
    assert User.objects.get(login="eve").email == "new@example.edu"


def test_an_empty_cell_leaves_what_is_known(two_tracks) -> None:
    load(two_tracks, HEADER + "eve,Eve,eve@example.edu,11-785,audit,ta,active\n")

    outcome = load(two_tracks, HEADER + "eve,,,,,,\n")["eve"]

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


def test_an_import_is_on_record(two_tracks) -> None:
    load(two_tracks, HEADER + "eve,Eve,eve@example.edu,11-785,audit,student,active\n")

    event = AuditEvent.objects.get()
    assert (event.verb, event.course, event.at) == ("import roster", two_tracks, NOW)
    assert event.after["people"] == {"eve": {"what": "added"}}


def test_queries_do_not_grow_with_the_roster(
    two_tracks, django_assert_max_num_queries
) -> None:
    people = [f"s{n},S,s{n}@example.edu,11-785,letter,,\n" for n in range(60)]
    load(two_tracks, HEADER + "".join(people[:30]))
    changed = HEADER + "".join(people).replace(",S,", ",T,").replace("11-785", "11-685")

    with django_assert_max_num_queries(11):
        load(two_tracks, changed)


# --- The command -------------------------------------------------------------


@pytest.fixture
def one_comes_one_goes(one_track, tmp_path):
    """A roster that adds somebody and lacks somebody."""
    EnrollmentFactory(course=one_track, user__login="gus")
    file = tmp_path / "roster.csv"
    file.write_text("login,email\neve,eve@example.edu\n")
    return file


def test_the_command_tells_the_counts_in_one_line(
    one_track, one_comes_one_goes, capsys
) -> None:
    call_command("importroster", one_track.slug, one_comes_one_goes, "--complete")

    assert capsys.readouterr().out.splitlines() == [
        "ml-f20: 1 added, 0 updated, 0 unchanged, 1 dropped.",
    ]


def test_the_command_tells_each_row_when_asked_for_more(
    one_track, one_comes_one_goes, capsys
) -> None:
    call_command(
        "importroster", one_track.slug, one_comes_one_goes, "--complete", verbosity=2
    )

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
