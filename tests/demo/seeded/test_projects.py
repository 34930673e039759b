"""The seeded project: at every stage of its life, and alive for Alice."""

from collections import Counter

import pytest

from courseops.models import Team
from grading.models import RegradeRequest
from leaderboard.code.identical import identical_code
from projects.gradings.whole import works
from projects.models import HandIn, Review, ReviewConflict
from projects.reviews.standing_out import standing_out
from tests.demo.seeded.conftest import AT, component

# In one process, so that the course is seeded once.
pytestmark = pytest.mark.xdist_group("demo")


def test_the_project_stands_half_way(demo):
    report = component(demo, "midterm-report")
    found = works(report, demo)

    assert report.on_time < AT < component(demo, "paper-review").on_time
    assert {len(one.versions) for one in found} == {0, 1, 2}
    assert {len(one.done) for one in found} == {0, 1, 2}
    assert any(one.differs for one in found)
    assert Team.objects.get(name="Group 1").places.count() == 3
    assert not HandIn.objects.filter(received_at__gt=AT).exists()


def test_of_alices_reviews_one_is_handed_in_one_begun_and_one_open(demo):
    hers = Review.objects.filter(reviewer__user__login="alice")

    assert [(bool(one.changed_at), bool(one.received_at)) for one in hers] == [
        (True, True),
        (True, False),
        (False, False),
    ]


def test_one_reviewer_leans_and_one_gave_a_paper_back(demo):
    review = component(demo, "paper-review")
    conflicts = ReviewConflict.objects.filter(component=review)

    leaning = standing_out(review, most=15).leaning
    assert [str(one.user) for one, _ in leaning] == ["Qian Liu"]
    assert conflicts.get(reviewer__user__login="gmoreau").reason
    counts = Counter(Review.objects.values_list("reviewer", flat=True))
    assert set(counts.values()) == {3}


def test_one_request_waits_and_one_changed_a_mark(demo):
    changed, waits = RegradeRequest.objects.order_by("state")

    assert (changed.state, waits.state) == ("changed", "open")
    assert changed.after > changed.before
    assert waits.enrollment.user.login == "alice"
    assert {one.for_staff for one in waits.messages.all()} == {True, False}


def test_two_students_have_the_same_code(demo):
    (pair,) = identical_code(component=component(demo, "hw1p2")).pairs

    assert {pair.one.name, pair.other.name} == {"Noor Rahman", "Tariq Mansour"}
