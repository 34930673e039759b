"""The page of exports and the page of a night, for staff."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from courseops import clock
from grading.models import NightExport
from leaderboard.models import Score
from tests.factories import EnrollmentFactory
from tests.grading.nights import FIRST, NEXT, folder, store

PAGE = "/courses/ml-f20/grades/exports/"
NIGHT = f"{PAGE}2020-10-05/"


def export(name):
    return f"/courses/ml-f20/grades/export/{name}"


@pytest.fixture
def graded(alice, hw1p2, hand_in):
    return hand_in(alice, hw1p2, 0.69)


@pytest.fixture
def see(client, bob):
    """Return what a TA reads at an address."""
    client.force_login(bob.user)

    def see(url, status=200):
        answer = client.get(url)
        assert answer.status_code == status
        return answer.content.decode()

    return see


@pytest.fixture
def morning(time_machine):
    """Nine in the morning after the first night."""
    time_machine.move_to(FIRST + timedelta(hours=6), tick=False)


def test_every_format_is_offered_with_what_it_is_for(see, course):
    text = see(PAGE)

    for name in ("xlsx", "csv", "canvas", "json"):
        assert f'formaction="{export(name)}"' in text
    assert "For the gradebook of Canvas" in text


def test_the_navigation_of_staff_leads_there(see, course):
    assert f'href="{PAGE}"' in see(reverse("course", args=["ml-f20"]))


def test_a_download_can_be_as_of_an_instant_in_course_time(client, bob, graded):
    client.force_login(bob.user)

    answer = client.get(f"{export('json')}?as_of=2020-09-10T00:00:00&final=on")

    assert answer.json()["generated_at"] == "2020-09-10T04:00:00Z"
    assert answer.json()["students"][0]["components"]["hw1p2"]["mark"] is None


def test_a_workbook_is_the_command_s(client, bob, graded, tmp_path):
    client.force_login(bob.user)
    path = tmp_path / "grades.xlsx"
    call_command(
        "exportgrades",
        "ml-f20",
        "--format=xlsx",
        "--final",
        "--out",
        str(path),
        stdout=io.StringIO(),
    )

    answer = client.get(f"{export('xlsx')}?final=1")

    assert answer.content == path.read_bytes()
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["Grades", "Notes"]
    assert answer["Content-Disposition"].endswith('"ml-f20-grades.xlsx"')


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("soon", "“soon” has no time of day"),
        ("2020-03-08T02:30", "does not exist in America/New_York"),
    ],
)
def test_what_is_no_instant_is_said_on_the_page(see, course, as_of, message):
    assert message in see(f"{export('csv')}?as_of={as_of}", status=400)


def test_an_instant_later_than_now_is_refused(see, course):
    later = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M:%S}"

    assert "later than now" in see(f"{export('csv')}?as_of={later}", status=400)


def test_there_is_no_other_format(see, course):
    see(export("ods"), status=404)


def test_before_the_first_night_the_page_says_what_will_come(see, course):
    assert "No nights yet" in see(PAGE)


def test_nights_are_listed_with_their_files(see, course, graded, morning):
    store(course)

    text = see(PAGE)

    assert "5 Oct 2020" in text
    assert "the first night" in text
    for name in ("grades.csv", "grades.json", "grades.xlsx", "manifest.json"):
        assert f'href="{NIGHT}{name}"' in text
    assert "A night is missing" not in text


def test_a_missing_night_is_said(see, course, time_machine):
    store(course)
    time_machine.move_to(NEXT + timedelta(hours=2), tick=False)

    assert "The newest that is stored is of 5 Oct 2020" in see(PAGE)


def test_a_failed_night_says_why(see, course):
    NightExport.objects.create(
        course=course,
        day=FIRST.date(),
        at=FIRST,
        manifest={"failed": "No space left on device", "tries": 1},
    )

    assert "No space left on device" in see(PAGE)


def test_a_file_of_a_night_is_sent_as_it_was_written(client, bob, course, graded):
    client.force_login(bob.user)
    made = store(course)

    answer = client.get(f"{NIGHT}grades.csv")

    assert (
        b"".join(answer.streaming_content) == (folder(made) / "grades.csv").read_bytes()
    )
    assert answer["Content-Disposition"] == (
        'attachment; filename="ml-f20-2020-10-05-grades.csv"'
    )


@pytest.mark.parametrize(
    "url",
    [
        f"{NIGHT}other.csv",
        f"{NIGHT}..%2F..%2Fsecret-key",
        f"{PAGE}2020-10-06/",
        f"{PAGE}yesterday/",
    ],
)
def test_nothing_but_the_files_of_a_night_is_sent(see, course, url):
    store(course)

    see(url, status=404)


def test_a_night_shows_who_came_and_left_and_what_changed(see, course, graded, morning):
    EnrollmentFactory(course=course, user__login="max", user__name="Max Moor")
    store(course, at=FIRST - timedelta(days=1))
    EnrollmentFactory(course=course, user__login="zoe", user__name="Zoe Zimt")
    Score.objects.filter(submission=graded).update(all=0.7)
    store(course)

    text = see(NIGHT)

    assert "Since the night of 4 Oct 2020" in text
    assert "Zoe Zimt" in text
    assert "Alice Ash" in text
    assert "90.00" in text
    assert "93.33" in text
    assert "Max Moor" not in text


def test_a_grade_that_nobody_touched_is_told_where_staff_look(
    see, course, graded, morning
):
    store(course, at=FIRST - timedelta(days=1))
    Score.objects.filter(submission=graded).update(all=0.7)
    store(course)

    assert "Grades changed that nobody touched" in see(PAGE)
    assert "Grades changed that nobody touched" in see(NIGHT)


def test_the_warning_ends_after_a_week(see, course, graded, time_machine):
    store(course, at=FIRST - timedelta(days=1))
    Score.objects.filter(submission=graded).update(all=0.7)
    store(course)
    time_machine.move_to(datetime(2020, 10, 20, tzinfo=UTC))

    assert "Grades changed that nobody touched" not in see(PAGE)


def test_the_list_costs_the_same_queries_for_a_month_of_nights(
    client, course, bob, django_assert_max_num_queries
):
    for n in range(20):
        store(course, at=FIRST + timedelta(days=n))
    client.force_login(bob.user)

    with django_assert_max_num_queries(12):
        client.get(PAGE)
