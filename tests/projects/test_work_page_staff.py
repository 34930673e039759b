"""The page of a work as staff find it: who handed in what, and all of it as one zip."""

import io
import zipfile
from datetime import timedelta

import pytest

from projects import packing
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import PDF, hand_in, team
from tests.projects.pages import now, page, url


@pytest.fixture
def handed_in(course, report, alice, mate):
    """Alice and Mia in time, Lee late, Ned nothing."""
    lee = EnrollmentFactory(course=course, user__name="Lee Late")
    EnrollmentFactory(course=course, user__name="Ned Nil")
    hand_in(report, alice, name="../old.pdf")
    hand_in(report, mate, at=now(), name="same.pdf")
    hand_in(report, lee, at=report.on_time + timedelta(days=1))
    return report


def test_staff_see_who_handed_in_what(as_user, handed_in, bob):
    shown = page(as_user(bob).get(url("work")))

    assert "Nothing: 1 · Handed in: 1 · Late: 1" in shown
    assert "Alice Ash, Mia Moss" in shown
    assert "2 of 2" in shown
    assert 'name="file"' not in shown


@pytest.mark.parametrize(
    ("query", "found", "gone"),
    [
        ("?state=late", "Lee Late", "owls"),
        ("?state=nothing", "Ned Nil", "Lee Late"),
        ("?search=moss", "owls", "Ned Nil"),
        ("?search=nobody", "Nobody matches", "owls"),
        ("?state=odd&page=-3", "owls", "Nobody matches"),
    ],
)
def test_staff_search(as_user, handed_in, bob, query, found, gone):
    shown = page(as_user(bob).get(url("work") + query))

    assert found in shown
    assert gone not in shown


def test_what_counts_comes_as_one_zip(as_user, course, handed_in, bob):
    eve = EnrollmentFactory(course=course, user__login="eve")
    team(handed_in, "../owls", eve)
    handin = hand_in(handed_in, eve, at=now(), name="..")
    handin.items.create(position=1, kind="link", url="https://example.org")
    gone = hand_in(handed_in, EnrollmentFactory(course=course, user__login="gus"))
    gone.items.get().file.unlink()

    answer = as_user(bob).get(url("work_zip"))

    content = b"".join(answer.streaming_content)
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert packed.testzip() is None
    assert sorted(packed.namelist()) == [
        "MISSING.txt",
        "_owls/links.txt",
        "_owls/unnamed",
        "owls/same.pdf",
    ]
    assert packed.read("owls/same.pdf") == PDF
    assert packed.read("_owls/links.txt") == b"https://example.org\n"
    assert packed.read("MISSING.txt") == b"gus/report.pdf\n"


def test_names_in_the_zip_differ():
    taken = set()

    names = [packing._unique(name, taken) for name in ("a.pdf", "A.pdf", "b", "b")]

    assert names == ["a.pdf", "A (2).pdf", "b", "b (2)"]


def test_more_works_take_no_more_queries(
    as_user, course, report, alice, bob, django_assert_max_num_queries
):
    for _ in range(12):
        one, other = EnrollmentFactory.create_batch(2, course=course)
        team(report, f"team {one.pk}", one, other)
        hand_in(report, one)
        hand_in(report, other)
    hand_in(report, alice)
    browser = as_user(bob)

    with django_assert_max_num_queries(26):
        shown = page(browser.get(url("work")))
    assert shown.count("2 of 2") == 12
    browser = as_user(alice)
    with django_assert_max_num_queries(26):
        browser.get(url("work"))
    for _ in range(8):
        hand_in(report, alice)
    with django_assert_max_num_queries(26):
        browser.get(url("work"))
