"""Who may see and do what on the competition pages."""

import pytest

from tests.factories import CompetitionFactory, EnrollmentFactory
from tests.leaderboard.pages import (
    PRIVATE_NUMBERS,
    course_url,
    page,
    scored,
    send,
    stand,
    url,
)


def pages(submission):
    return [
        url("competition"),
        url("submissions"),
        url("submission", submission.pk),
        url("submission_file", submission.pk),
        url("leaderboard"),
        url("sample_submission"),
        course_url("latest_scores"),
        course_url("monitor"),
        course_url("rescore_chosen"),
    ]


def forms(submission):
    return [
        url("upload"),
        url("cancel", submission.pk),
        url("nickname"),
        course_url("rescore", submission.pk),
        course_url("rescore_chosen"),
    ]


def test_an_outsider_finds_nothing(as_user, competition, alice, charlie):
    submission = scored(competition, alice)
    browser = as_user(charlie)

    assert {browser.get(address).status_code for address in pages(submission)} == {404}
    assert {browser.post(address).status_code for address in forms(submission)} == {404}


def test_who_is_not_signed_in_is_sent_to_the_sign_in(client, competition, alice):
    submission = scored(competition, alice)

    for address in pages(submission):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_students_may_not_enter_the_monitor(as_user, competition, alice):
    submission = scored(competition, alice)
    browser = as_user(alice)

    assert browser.get(course_url("monitor")).status_code == 403
    assert browser.get(course_url("rescore_chosen")).status_code == 403
    assert browser.post(course_url("rescore", submission.pk)).status_code == 403


@pytest.mark.parametrize("name", ["submission", "submission_file"])
def test_another_students_submission_is_not_found(
    as_user, competition, alice, course, name
):
    theirs = scored(competition, EnrollmentFactory(course=course))

    assert as_user(alice).get(url(name, theirs.pk)).status_code == 404


def test_a_submission_is_not_found_under_another_competition(
    as_user, competition, alice, course
):
    CompetitionFactory(component__course=course, component__slug="hw2p2")
    mine = scored(competition, alice)

    answer = as_user(alice).get(url("submission", mine.pk, component="hw2p2"))

    assert answer.status_code == 404


def test_a_dropped_student_looks_and_cannot_submit(as_user, competition, alice):
    alice.status = "dropped"
    alice.save()
    browser = as_user(alice)

    shown = browser.get(url("competition"))

    assert shown.status_code == 200
    assert "data-upload" not in page(shown)
    assert send(browser).status_code == 403


def test_site_staff_look_at_everything_and_have_nothing_of_their_own(
    as_user, competition, alice
):
    root = EnrollmentFactory(course=competition.component.course).user
    root.enrollments.all().delete()
    root.is_staff = True
    root.save()
    submission = scored(competition, alice)
    browser = as_user(root)

    for name in ("competition", "submissions", "leaderboard"):
        assert browser.get(url(name)).status_code == 200
    assert browser.get(url("submission", submission.pk)).status_code == 200
    assert browser.post(url("nickname"), {"nickname": "Root"}).status_code == 403
    assert send(browser).status_code == 403


@pytest.mark.parametrize("name", ["upload", "nickname"])
def test_forms_are_not_pages(as_user, competition, alice, name):
    assert as_user(alice).get(url(name)).status_code == 405


def test_no_page_of_a_student_holds_a_private_score(as_user, competition, alice):
    submission = scored(competition, alice)
    stand(competition, alice, 0.61, submission=submission)
    browser = as_user(alice)
    addresses = [
        url("competition"),
        url("submissions"),
        url("submission", submission.pk),
        url("submission", submission.pk) + "?live=status",
        url("leaderboard"),
        course_url("latest_scores"),
    ]

    shown = "".join(page(browser.get(address)) for address in addresses)

    assert shown.count("0.61000") >= len(addresses)
    for number in PRIVATE_NUMBERS.values():
        assert f"{number}"[:6] not in shown


def test_staff_see_all_three_scores(as_user, competition, alice, bob):
    submission = scored(competition, alice)
    browser = as_user(bob)

    for address in (course_url("monitor"), url("submission", submission.pk)):
        shown = page(browser.get(address))
        for number in (0.61, *PRIVATE_NUMBERS.values()):
            assert f"{number:.5f}" in shown
