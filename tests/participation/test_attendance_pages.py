"""The pages of attendance, for students and for staff."""

from datetime import timedelta

import pytest

from courseops.models import AuditEvent, Component, Extension, Result
from participation.models import Presence, SessionCode
from tests.factories import EnrollmentFactory
from tests.participation.conftest import NOW, SESSIONS, was

PAGE = "/courses/ml-f20/attendance/"
TODAY = f"{PAGE}attendance/2020-09-14/"


@pytest.fixture
def code(attendance: Component) -> SessionCode:
    return SessionCode.objects.create(
        component=attendance,
        session=SESSIONS[2],
        code="K7RMH",
        opens_at=NOW,
        expires_at=NOW + timedelta(minutes=10),
    )


def words(page) -> str:
    return " ".join(page.text.split())


def test_a_course_without_attendance_has_no_such_page(signed_in, alice):
    assert signed_in(alice).get(PAGE).status_code == 404


def test_a_student_checks_in_and_sees_it(signed_in, alice, code):
    browser = signed_in(alice)

    page = browser.post(f"{PAGE}check-in/", {"code": "k7rmh"}, follow=True)

    assert "You are in for Mon 14 Sep." in page.text
    assert Presence.objects.get().source == "code"


def test_a_wrong_code_is_told_at_the_field(signed_in, alice, code):
    page = signed_in(alice).post(f"{PAGE}check-in/", {"code": "nope"})

    assert page.status_code == 422
    assert "That is no code of this course." in page.text
    assert 'value="nope"' in page.text


def test_too_many_wrong_codes_are_429(signed_in, alice, code):
    browser = signed_in(alice)
    for _ in range(10):
        browser.post(f"{PAGE}check-in/", {"code": "nope"})

    assert browser.post(f"{PAGE}check-in/", {"code": "K7RMH"}).status_code == 429


def test_staff_cannot_be_counted(signed_in, bob, code):
    page = signed_in(bob).post(f"{PAGE}check-in/", {"code": "K7RMH"})

    assert page.status_code == 403
    assert not Presence.objects.exists()


def test_a_student_sees_each_session_and_what_it_comes_to(signed_in, alice, attendance):
    was(alice, attendance, SESSIONS[1])

    page = signed_in(alice).get(PAGE)

    (own,) = page.context["own"]
    assert [one.state for one in own.sessions] == [
        "missed",
        "present",
        "today",
        "coming",
    ]
    # One of the three held so far is enough but for one; one was missed before today.
    assert (own.percent, own.may_miss) == (50, 0)
    assert "1 of 3 held, 2 needed" in words(page).replace(
        '<span class="stat-note">', ""
    )


def test_what_staff_entered_stands_in_place_of_the_sessions(
    signed_in, alice, attendance
):
    Result.objects.create(component=attendance, enrollment=alice, score=80)

    page = signed_in(alice).get(PAGE)

    assert page.context["own"][0].percent == 80
    assert "The staff entered this percentage" in page.text


def test_an_excused_student_reads_that_it_does_not_count(signed_in, alice, attendance):
    Extension.objects.create(
        component=attendance, enrollment=alice, excused=True, reason="far away", at=NOW
    )

    assert "You are excused" in signed_in(alice).get(PAGE).text


def test_a_dropped_student_sees_their_sessions_and_no_form(signed_in, attendance):
    dora = EnrollmentFactory(course=attendance.course, status="dropped")

    assert "Code of the day" not in signed_in(dora).get(PAGE).text


def test_staff_see_how_many_were_in_each_session(signed_in, bob, alice, attendance):
    dora = EnrollmentFactory(course=attendance.course, status="dropped")
    carol = EnrollmentFactory(course=attendance.course)
    was(alice, attendance, SESSIONS[0])
    was(dora, attendance, SESSIONS[0])
    was(carol, attendance, SESSIONS[0], state="excused")

    (series,) = signed_in(bob).get(PAGE).context["all_series"]

    first = series.sessions[0]
    assert (first.present, first.excused) == (1, 1)
    assert [one.is_held for one in series.sessions] == [True, True, True, False]


def test_staff_open_a_code_and_show_it(signed_in, bob, alice, attendance):
    browser = signed_in(bob)

    page = browser.post(f"{TODAY}open/", {"minutes": 7}, follow=True)

    code = SessionCode.objects.get()
    assert code.code in page.text
    assert code.expires_at - code.opens_at == timedelta(minutes=7)
    assert "0</span> of 1 present" in page.text


def test_the_shown_code_counts_who_is_there_and_stops_when_it_expires(
    signed_in, bob, alice, attendance, code, time_machine
):
    browser = signed_in(bob)
    was(alice, attendance, SESSIONS[2])

    part = browser.get(f"{TODAY}code/", headers={"HX-Request": "true"}).text
    assert "1</span> of 1 present" in part
    assert "<html" not in part
    assert "every 3s" in part
    time_machine.shift(timedelta(minutes=11))
    part = browser.get(f"{TODAY}code/", headers={"HX-Request": "true"}).text
    assert "Expired" in part
    assert "every 3s" not in part


def test_a_code_may_wait_for_its_time(signed_in, bob, attendance):
    signed_in(bob).post(
        f"{PAGE}attendance/2020-09-16/open/", {"minutes": 5, "opens": "16:20"}
    )

    assert f"{SessionCode.objects.get().opens_at:%d %H:%M}" == "16 20:20"


@pytest.mark.parametrize(
    ("session", "form", "told"),
    [
        ("2020-09-16", {"minutes": 5}, "The session is still to come"),
        ("2020-09-14", {"minutes": 5, "opens": "10:00"}, "is past"),
        ("2020-09-14", {"minutes": 0}, "greater than or equal to 1"),
        ("2020-09-14", {"minutes": ""}, "This field is required"),
    ],
)
def test_a_code_that_makes_no_sense_is_refused(
    signed_in, bob, attendance, session, form, told
):
    page = signed_in(bob).post(f"{PAGE}attendance/{session}/open/", form)

    assert page.status_code == 422
    assert told in page.text
    assert not SessionCode.objects.exists()


def test_staff_close_a_code(signed_in, bob, code, time_machine):
    time_machine.shift(timedelta(minutes=1))

    page = signed_in(bob).post(f"{TODAY}close/", follow=True)

    assert "The code counts no more." in page.text
    code.refresh_from_db()
    assert code.expires_at < NOW + timedelta(minutes=1)


def by_hand(browser, *lines, url=TODAY):
    """Send the list with (student, state shown, state chosen)."""
    form = {}
    for student, shown, chosen in lines:
        form |= {f"shown-{student.pk}": shown, f"state-{student.pk}": chosen}
    return browser.post(url, form, follow=True)


def states() -> dict[str, tuple[str, str]]:
    rows = Presence.objects.values_list("enrollment__user__login", "state", "source")
    return {login: (state, source) for login, state, source in rows}


def test_staff_note_by_hand_and_it_is_recorded(signed_in, bob, alice, attendance):
    carol = EnrollmentFactory(course=attendance.course, user__login="carol")

    page = by_hand(
        signed_in(bob), (alice, "absent", "present"), (carol, "absent", "excused")
    )

    assert "Noted 2 students." in page.text
    assert states() == {"alice": ("present", "staff"), "carol": ("excused", "staff")}
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("attendance.note", bob.user)
    assert event.after == {"2020-09-14": {"alice": "present", "carol": "excused"}}


def test_a_presence_can_be_taken_back(signed_in, bob, alice, attendance):
    was(alice, attendance, SESSIONS[2])

    by_hand(signed_in(bob), (alice, "present", "absent"))

    assert states() == {}
    assert AuditEvent.objects.get().before == {"2020-09-14": {"alice": "present"}}


def test_who_checked_in_while_the_list_was_open_stays(
    signed_in, bob, alice, attendance
):
    was(alice, attendance, SESSIONS[2])

    page = by_hand(signed_in(bob), (alice, "absent", "absent"))

    assert "Nothing was changed." in page.text
    assert states() == {"alice": ("present", "code")}


@pytest.mark.parametrize("key", ["9" * 30, "x", "0", "-1", "²"])
def test_keys_that_are_nobody_s_change_nothing(signed_in, bob, attendance, key):
    form = {f"state-{key}": "present"}

    assert signed_in(bob).post(TODAY, form, follow=True).status_code == 200
    assert states() == {}


def test_nobody_of_another_course_is_noted(signed_in, bob, charlie, attendance):
    by_hand(signed_in(bob), (charlie.enrollments.get(), "absent", "present"))

    assert states() == {}


@pytest.mark.parametrize("path", ["2020-09-15/", "today/", "2020-9-14/"])
def test_a_day_that_is_no_session_is_not_found(signed_in, bob, attendance, path):
    assert signed_in(bob).get(f"{PAGE}attendance/{path}").status_code == 404


def test_the_csv_has_a_column_per_session_and_the_counts(
    signed_in, bob, alice, attendance
):
    was(alice, attendance, SESSIONS[0])
    EnrollmentFactory(
        course=attendance.course, user__login="zoe", user__name="=1+1", status="dropped"
    )

    page = signed_in(bob).get(f"{PAGE}attendance.csv")

    header, *rows = page.content.decode("utf-8-sig").splitlines()
    assert header == (
        "login,name,email,status,2020-09-07,2020-09-09,2020-09-14,2020-09-16,"
        "held,excused,attended,kept,percent"
    )
    assert rows == [
        "alice,Alice Ash,alice@example.edu,active,present,absent,absent,,3,0,1,2,50.00",
        "zoe,'=1+1,zoe@example.edu,dropped,absent,absent,absent,,3,0,0,2,0.00",
    ]


@pytest.mark.parametrize(
    ("person", "path"), [("alice", ""), ("bob", ""), ("bob", "attendance/2020-09-14/")]
)
def test_the_number_of_queries_does_not_grow(
    signed_in,
    attendance,
    alice,
    bob,
    django_assert_max_num_queries,
    person,
    path,
):
    for _ in range(12):
        student = EnrollmentFactory(course=attendance.course)
        was(student, attendance, SESSIONS[0])
        was(student, attendance, SESSIONS[1])
    browser = signed_in({"alice": alice, "bob": bob}[person])
    browser.get(f"{PAGE}{path}")

    with django_assert_max_num_queries(14):
        assert browser.get(f"{PAGE}{path}").status_code == 200
