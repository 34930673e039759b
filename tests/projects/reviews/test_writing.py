"""A student writes reviews: drafts, handing in, what is refused comes back, time."""

from datetime import timedelta

import pytest

from courseops.models import AuditEvent, Extension
from projects.models import HandInItem, Review
from tests.projects.reviewed import (
    AFTER,
    DUE,
    DURING,
    ENDS,
    browser,
    url_of,
)


@pytest.fixture
def dean(people, time_machine):
    time_machine.move_to(DURING, tick=False)
    return browser(people["dean"])


def _form(**fields):
    return {
        "points-clear": "4",
        "points-new": "3,5",
        "comment-clear": "Well told.",
        "overall": "Nice.",
        "for-staff": "I am unsure.",
    } | fields


def _mine(people, number=1):
    return Review.objects.get(reviewer=people["dean"], number=number)


def test_a_draft_is_kept_and_handed_in_later(dean, people, component):
    url = url_of(component, "review", 1)

    dean.post(url, {"points-clear": "4", "overall": "So far", "draft": "yes"})
    draft = _mine(people)
    assert (draft.by_criterion, draft.received_at) == ({"clear": 4.0}, None)
    assert "So far" in dean.get(url).content.decode()

    answer = dean.post(url, _form(**{"hand-in": "yes"}), follow=True)

    row = _mine(people)
    assert row.points == 7.5
    assert row.received_at == DURING
    assert row.comments == {"clear": "Well told."}
    assert row.for_staff == "I am unsure."
    assert "Paper 1 is handed in" in answer.content.decode()
    event = AuditEvent.objects.get(verb="reviews.hand_in")
    assert event.target == "paper-review: dean on Paper 1"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"points-clear": "6"}, "6 is more than 5"),
        ({"points-clear": "good"}, "“good” is no finite number"),
        ({"points-new": ""}, "has points everywhere"),
    ],
)
def test_a_refused_form_comes_back_as_it_was_typed(
    dean, people, component, fields, told
):
    url = url_of(component, "review", 1)

    answer = dean.post(url, _form(**fields, **{"hand-in": "yes"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    for text in ("Well told.", "Nice.", "I am unsure.", *fields.values()):
        assert text in page
    assert _mine(people).changed_at is None


def test_what_is_typed_when_time_is_over_comes_back(
    dean, people, component, time_machine
):
    time_machine.move_to(ENDS + timedelta(seconds=1), tick=False)

    answer = dean.post(url_of(component, "review", 1), _form(**{"hand-in": "yes"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Reviews were taken until 5 Oct 2020, 23:59 EDT" in page
    assert "I am unsure." in page
    assert _mine(people).changed_at is None


def test_the_last_second_is_in_time(dean, people, component, time_machine):
    time_machine.move_to(ENDS + timedelta(milliseconds=900), tick=False)

    dean.post(url_of(component, "review", 1), _form(**{"hand-in": "yes"}))

    assert _mine(people).received_at == ENDS


def test_what_is_handed_in_can_be_changed_until_the_deadline(
    dean, people, component, time_machine
):
    component.late_policy = {"kind": "slack_or_late"}
    component.late = ENDS + timedelta(days=2)
    component.save()
    url = url_of(component, "review", 1)
    dean.post(url, _form(**{"hand-in": "yes"}))

    dean.post(url, _form(**{"points-clear": "1", "hand-in": "yes"}))
    assert _mine(people).points == 4.5
    time_machine.move_to(ENDS + timedelta(hours=1), tick=False)
    late = dean.post(url, _form(**{"hand-in": "yes"}))
    other = dean.post(url_of(component, "review", 2), _form(**{"hand-in": "yes"}))

    assert "could be changed until" in late.content.decode()
    assert _mine(people).points == 4.5
    assert other.status_code == 302
    assert _mine(people, 2).received_at == ENDS + timedelta(hours=1)


def test_an_extension_gives_a_reviewer_more_time(dean, people, component, time_machine):
    Extension.objects.create(
        component=component, enrollment=people["dean"], days=3, reason="ill", at=DURING
    )
    time_machine.move_to(AFTER, tick=False)

    answer = dean.post(url_of(component, "review", 1), _form(**{"hand-in": "yes"}))

    assert answer.status_code == 302
    # While somebody can still write, no author reads anything.
    anna = browser(people["anna"]).get(url_of(component, "reviews")).content.decode()
    assert "once reviewing is over" in anna


def test_nothing_is_there_before_it_opens(dean, component, time_machine):
    time_machine.move_to(DUE, tick=False)

    front = dean.get(url_of(component, "reviews")).content.decode()

    assert "Not open yet" in front
    assert "Paper 1" not in front
    assert dean.get(url_of(component, "review", 1)).status_code == 404


def test_without_a_deadline_it_is_over_when_all_are_in(dean, people, component):
    component.on_time = None
    component.save()
    url = url_of(component, "review", 1)
    dean.post(url, _form(**{"hand-in": "yes"}))
    Review.objects.exclude(pk=_mine(people).pk).update(
        points=5.0, received_at=DURING, changed_at=DURING
    )

    answer = dean.post(url, _form(**{"hand-in": "yes"}))

    assert "reviewing is over" in answer.content.decode()


def test_a_paper_is_downloaded_under_a_neutral_name(dean, people, component):
    page = dean.get(url_of(component, "review", 2)).content.decode()

    answer = dean.get(url_of(component, "review_item", 2, 1))

    assert "paper-2.pdf" in page
    assert answer.headers["Content-Disposition"] == 'attachment; filename="paper-2.pdf"'
    assert "Last-Modified" not in answer.headers
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_several_files_and_links_are_told_apart(dean, people, component):
    handin = _mine(people).author.handins.get()
    HandInItem.objects.create(
        handin=handin, position=1, kind="zip", path="x.zip", file_name="dean.zip"
    )
    HandInItem.objects.create(
        handin=handin, position=2, kind="link", url="https://video.example/1"
    )

    page = dean.get(url_of(component, "review", 1)).content.decode()

    assert "paper-1-1.pdf" in page
    assert "paper-1-2.zip" in page
    assert "https://video.example/1" in page
    assert "may tell whose it is" in page
    assert dean.get(url_of(component, "review_item", 1, 3)).status_code == 404


def test_a_paper_that_counts_no_more_is_told(dean, people, component):
    _mine(people).author.handins.all().delete()

    page = dean.get(url_of(component, "review", 1)).content.decode()

    assert "does not count any more" in page


def test_who_knows_a_paper_gives_it_back_until_they_begin(dean, people, component):
    known = _mine(people).author
    url = url_of(component, "tell_conflict", 1)

    empty = dean.post(url, {"reason": ""})
    answer = dean.post(url, {"reason": "We live together"}, follow=True)

    assert empty.status_code == 422
    assert "another paper instead" in answer.content.decode()
    assert _mine(people).author != known
    dean.post(url_of(component, "review", 1), {"overall": "Begun"})
    begun = dean.post(url, {"reason": "this one, too"})
    assert "You have begun this review" in begun.content.decode()


def test_a_draft_of_a_review_that_was_taken_away_is_not_lost_silently(
    dean, people, component
):
    _mine(people).delete()

    assert dean.post(url_of(component, "review", 1), _form()).status_code == 404
