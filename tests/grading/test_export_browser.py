"""The pages of exports in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from grading.models import NightExport
from leaderboard.models import Score
from tests.browsing import listen, problems, sign_in
from tests.factories import EnrollmentFactory
from tests.grading.nights import FIRST, store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/courses/ml-f20/grades/exports/"


@pytest.fixture
def nights(course, alice, hw1p2, hand_in):
    """A first night, one with changes that nobody made, and one that failed."""
    done = hand_in(alice, hw1p2, 0.69)
    store(course, at=FIRST)
    EnrollmentFactory(course=course, user__login="zoe", user__name="Zoe Zimt")
    Score.objects.filter(submission=done).update(all=0.7)
    store(course, at=FIRST + timedelta(days=1))
    NightExport.objects.create(
        course=course,
        day=(FIRST + timedelta(days=2)).date(),
        at=FIRST + timedelta(days=2),
        manifest={"failed": "No space left on device", "tries": 1},
    )


def test_the_pages_are_accessible_and_keep_the_policy(
    page: Page, live_server, nights, bob
):
    heard = listen(page)
    sign_in(page.context, live_server, bob.user)

    told = []
    for path in (PAGE, f"{PAGE}2020-10-06/"):
        page.goto(live_server.url + path)
        told += problems(page)

    assert told + heard == []


def test_a_choice_and_a_button_give_the_file(page: Page, live_server, nights, bob):
    sign_in(page.context, live_server, bob.user)
    page.goto(live_server.url + PAGE)
    page.get_by_label("As it stood at").fill("2020-09-21T00:00:00")

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download JSON").click()

    assert waiting.value.suggested_filename == "ml-f20-grades.json"
    text = waiting.value.path().read_text()
    assert '"generated_at": "2020-09-21T04:00:00Z"' in text
