"""Who watched a session's video counts as present."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courseops.datafile import DataFileError
from courseops.models import AuditEvent, Component, Enrollment
from participation.models import Presence
from participation.watching import Plan, import_watched
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.participation.conftest import NOW, SESSIONS, was

PAGE = "/courses/ml-f20/attendance/attendance/watched/"


def taken(component: Component, text: str, **more) -> Plan:
    options = {"session": None, "least_minutes": 0.0, **more}
    return import_watched(
        component=component, data=text.encode(), actor=None, at=NOW, **options
    )


def problems(component: Component, text: str, **more) -> list[str]:
    with pytest.raises(DataFileError) as refused:
        taken(component, text, **more)
    assert not Presence.objects.exists()
    return refused.value.problems


def present() -> set[tuple[str, date, str]]:
    rows = Presence.objects.filter(state="present")
    return set(rows.values_list("enrollment__user__login", "session", "source"))


def test_whom_the_file_names_was_there(attendance: Component, alice: Enrollment):
    taken(attendance, "login,session\nalice,2020-09-07\nalice,2020-09-09\n")

    assert present() == {
        ("alice", SESSIONS[0], "video"),
        ("alice", SESSIONS[1], "video"),
    }


def test_a_file_without_days_is_about_the_session_named(
    attendance: Component, alice: Enrollment
):
    taken(attendance, "Login\nALICE\n", session=SESSIONS[1])

    assert present() == {("alice", SESSIONS[1], "video")}


def test_people_are_found_by_e_mail(attendance: Component, alice: Enrollment):
    taken(attendance, "email\nAlice@example.edu\n", session=SESSIONS[0])

    assert present() == {("alice", SESSIONS[0], "video")}


def test_what_counts_is_when_it_was_watched(attendance: Component, alice: Enrollment):
    taken(
        attendance,
        "login,session,watched_at\nalice,2020-09-07,2020-09-08T20:15\n"
        "alice,2020-09-07,2020-09-08T19:15\n",
    )

    watched = datetime(2020, 9, 8, 23, 15, tzinfo=UTC)
    assert Presence.objects.get().received_at == watched


def test_the_same_file_twice_adds_nothing(attendance: Component, alice: Enrollment):
    text = "login,session\nalice,2020-09-07\n"
    taken(attendance, text)

    plan = taken(attendance, text)

    assert (plan.added, plan.known) == ([], 1)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "source"), [("present", "code"), ("excused", "staff")]
)
def test_what_is_known_from_elsewhere_stands(
    attendance: Component, alice: Enrollment, state, source
):
    was(alice, attendance, SESSIONS[0], state=state, source=source)

    taken(attendance, "login\nalice\n", session=SESSIONS[0])

    found = Presence.objects.get()
    assert (found.state, found.source) == (state, source)


def test_minutes_of_one_session_are_added_up(attendance: Component, alice: Enrollment):
    EnrollmentFactory(course=attendance.course, user__login="carol")
    text = "email,minutes\nalice@example.edu,20\ncarol@example.edu,39.5\nalice,25\n"

    plan = taken(attendance, text, session=SESSIONS[0], least_minutes=40)

    assert present() == {("alice", SESSIONS[0], "video")}
    assert plan.notes == ["line 3: carol watched 39.5 of 40 minutes"]


def test_unknown_people_and_staff_are_told_and_left(
    attendance: Component, alice: Enrollment, bob: Enrollment
):
    text = "login\nguest@elsewhere.org\nbob\nalice\n"

    plan = taken(attendance, text, session=SESSIONS[0])

    assert plan.notes == [
        "line 2: “guest@elsewhere.org” is nobody in the course",
        "line 3: bob is TA, no student",
    ]
    assert present() == {("alice", SESSIONS[0], "video")}


def test_every_problem_is_named_with_its_place(
    attendance: Component, alice: Enrollment
):
    text = (
        "login,session,watched_at,minutes\nalice,2020-09-08,,\n,2020-09-16,yesterday,"
        "-1\nalice,,2020-09-20T10:00,\nalice,7.9.,\n"
    )

    told = problems(attendance, text)

    assert [line.split(": ")[0] for line in told] == [
        "line 2, column session",
        "line 3, column login",
        "line 3, column session",
        "line 3, column minutes",
        "line 3, column watched_at",
        "line 4, column session",
        "line 4, column watched_at",
        "line 5",
    ]
    assert "2020-09-08 is no session" in told[0]
    assert "the session of 2020-09-16 is still to come" in told[2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty."),
        ("login\n", "There is nobody in the file."),
        ("name\nAlice\n", "line 1: column login is missing"),
        ("login;session\nalice;2020-09-07\n", "not separated by commas"),
    ],
)
def test_a_file_of_another_form_is_refused(
    attendance: Component, alice: Enrollment, text, told
):
    assert any(told in problem for problem in problems(attendance, text))


def upload(browser, text: str, **form):
    file = StringIO(text)
    file.name = "views.csv"
    return browser.post(PAGE, {"file": file, "least_minutes": 0, **form})


def test_staff_see_what_a_file_adds_before_it_does(
    signed_in, attendance: Component, alice: Enrollment, bob: Enrollment
):
    browser = signed_in(bob)
    shown = upload(browser, "login\nalice\nghost\n", session="2020-09-07")
    assert "Add 1 presence<" in shown.text
    assert "“ghost” is nobody in the course" in shown.text
    assert present() == set()

    agreed = {name: shown.context[name] for name in ("watched", "source")}
    page = browser.post(PAGE, agreed, follow=True)

    assert "1 presence added out of views.csv." in page.text
    assert present() == {("alice", SESSIONS[0], "video")}
    event = AuditEvent.objects.get()
    assert (event.verb, event.why) == ("attendance.import", "views.csv")


def test_a_file_with_problems_is_shown_with_them(
    signed_in, attendance: Component, bob: Enrollment
):
    page = upload(signed_in(bob), "login\nalice\n")

    assert page.status_code == 422
    assert "line 2, column session: is empty" in page.text


def test_what_was_tampered_with_is_refused(
    signed_in, attendance: Component, bob: Enrollment
):
    page = signed_in(bob).post(PAGE, {"watched": "login\nalice\n", "source": "x"})

    assert page.status_code == 422


def command(tmp_path, text: str, *words: str) -> tuple[str, str]:
    file = tmp_path / "views.csv"
    file.write_text(text)
    out, err = StringIO(), StringIO()
    given = ("ml-f20", "attendance", str(file), *words)
    call_command("importattendance", *given, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_does_the_same_and_tells_it_in_one_line(
    attendance: Component, alice: Enrollment, tmp_path
):
    text = "email,minutes\nalice@example.edu,50\nghost,50\n"
    words = ("--session", "2020-09-07", "--minutes", "40")

    out, err = command(tmp_path, text, *words)

    assert out.startswith("attendance: 1 presence added, 0 known before, 1 left; ")
    assert "views.csv: line 3: “ghost” is nobody in the course" in err
    assert present() == {("alice", SESSIONS[0], "video")}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "session: is empty"),
        (("--session", "2020-09-08"), "is no session"),
        (("--session", "monday"), "“monday”: expected a day"),
    ],
)
def test_the_command_refuses_with_the_reason(
    attendance: Component, alice: Enrollment, tmp_path, words, told
):
    with pytest.raises(CommandError, match=told):
        command(tmp_path, "login\nalice\n", *words)


def test_only_attendance_is_taken(course, tmp_path):
    ComponentFactory(course=course, slug="attendance", kind="points")

    with pytest.raises(CommandError, match="attendance counts no attendance"):
        command(tmp_path, "login\n")
