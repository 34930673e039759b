"""The staff's pages of peer review: both sides named, what counts, what stands out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courseops.models import AuditEvent
from projects.models import PaperMark, Review, ReviewConflict, ReviewDrawing
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import hand_in
from tests.projects.reviewed import (
    AFTER,
    DURING,
    browser,
    classmates,
    draw,
    papers_of,
    reviewing,
    url_of,
    write_all,
)
from tests.projects.reviewed import write as written


@pytest.fixture(autouse=True)
def while_reviewing(time_machine):
    time_machine.move_to(DURING, tick=False)


@pytest.fixture
def staff(bob):
    return browser(bob)


def test_points_set_by_staff_are_told_with_their_reason(
    component, people, staff, time_machine
):
    write_all(component)
    url = url_of(component, "reviewed_paper", "carl")

    refused = staff.post(url, {"points": "11", "reason": "too good"})
    staff.post(url, {"points": "9", "reason": "Reviews were unfair."})
    time_machine.move_to(AFTER, tick=False)
    page = browser(people["anna"]).get(url_of(component)).content.decode()

    assert refused.status_code == 422
    assert "Points are from 0 to 10." in refused.content.decode()
    assert PaperMark.objects.get().points == 9
    assert "set by the staff" in page
    assert "Reviews were unfair." in page
    staff.post(url, {"clear": "yes", "reason": "a mistake"})
    assert not PaperMark.objects.exists()
    verbs = AuditEvent.objects.filter(verb__endswith="_mark").values_list(
        "verb", "before__points"
    )
    assert set(verbs) == {("reviews.set_mark", None), ("reviews.clear_mark", 9)}


def test_staff_weigh_a_review_with_a_reason(component, people, staff):
    write_all(component)
    row = Review.objects.filter(author=people["dean"]).first()
    url = url_of(component, "weigh_review", row.pk)

    refused = staff.post(url, {"weight": "0", "worth": "2", "reason": "x"})
    staff.post(url, {"weight": "0", "worth": "0.5", "reason": "One line."})

    row.refresh_from_db()
    assert refused.status_code == 422
    assert (row.weight, row.worth, row.why) == (0.0, 0.5, "One line.")
    event = AuditEvent.objects.get(verb="reviews.weigh")
    assert event.before == {"weight": 1.0, "worth": 1.0}
    page = staff.get(url_of(component, "reviewed_paper", "dean")).content.decode()
    assert "does not count" in page
    assert "One line." in page


def test_staff_see_both_sides_with_filters(component, people, staff):
    row = Review.objects.filter(author=people["anna"]).first()
    written(row, 5, 4, for_staff="Looks copied")

    reviewers = staff.get(url_of(component)).content.decode()
    papers = staff.get(url_of(component), {"show": "papers", "state": "staff"})
    nobody = staff.get(url_of(component), {"search": "zzz"}).content.decode()
    paper = staff.get(url_of(component, "reviewed_paper", "carl")).content.decode()

    assert "Dean Ofdean" in reviewers
    assert "1 paper" in papers.content.decode()
    assert "Anna Ofanna, Carl Ofcarl" in papers.content.decode()
    assert "Nobody matches" in nobody
    assert "Looks copied" in paper
    assert "anna-report.pdf" in paper
    assert staff.get(url_of(component, "reviewed_paper", "zz")).status_code == 404


def test_who_has_too_few_papers_is_flagged(component, people, staff):
    assert "too few papers" not in staff.get(url_of(component)).content.decode()
    Review.objects.filter(reviewer=people["dean"]).first().delete()

    assert "too few papers" in staff.get(url_of(component)).content.decode()


def test_staff_draw_after_they_saw_what_it_comes_to(course, staff, of, time_machine):
    time_machine.move_to(DURING, tick=False)
    component = reviewing(course)
    papers_of(of, classmates(course))
    url = url_of(component, "draw_reviews")

    plan = staff.get(url, {"seed": "5"}).content.decode()
    assert "18 reviews" in plan
    assert not Review.objects.exists()
    answer = staff.post(url, {"seed": "5"}, follow=True)

    assert "18 reviews assigned" in answer.content.decode()
    assert (ReviewDrawing.objects.get().seed, Review.objects.count()) == (5, 18)


def test_a_drawing_that_is_impossible_names_who(course, of, staff, people, component):
    for author in ("dean", "emil"):
        answer = staff.post(
            url_of(component, "review_conflicts"),
            {"reviewer": "anna", "author": author, "reason": "kin"},
        )
        assert answer.status_code == 302
    Review.objects.all().delete()

    page = staff.post(url_of(component, "draw_reviews"), {"seed": "1"})

    assert page.status_code == 422
    assert "2 papers of 3 are left for Anna Ofanna" in page.content.decode()
    row = ReviewConflict.objects.first()
    staff.post(url_of(component, "lift_conflict", row.pk))
    assert ReviewConflict.objects.count() == 1


def test_staff_put_one_on_a_paper_and_take_them_off(component, people, staff):
    review = Review.objects.filter(reviewer=people["gwen"]).first()
    off = url_of(component, "take_off_review", review.pk)

    without = staff.post(off, {}, follow=True)
    assert "Say why" in without.content.decode()
    staff.post(off, {"reason": "They talked"})
    assert not Review.objects.filter(pk=review.pk).exists()
    pair = {"reviewer": "gwen", "author": review.author.user.login}
    wrong = staff.post(
        url_of(component, "assign_review"), pair | {"author": "gwen", "reason": "x"}
    )
    staff.post(url_of(component, "assign_review"), pair | {"reason": "back"})

    assert "own paper" in wrong.content.decode()
    assert Review.objects.filter(reviewer=people["gwen"]).count() == 3


def test_outliers_are_listed_and_drawn(component, people, staff):
    empty = staff.get(url_of(component, "review_outliers")).content.decode()
    write_all(component)
    harsh = Review.objects.filter(reviewer=people["emil"])
    for row in harsh:
        written(row, 0, 1)

    page = staff.get(url_of(component, "review_outliers")).content.decode()

    assert '<svg class="chart reviews-chart"' not in empty
    assert '<svg class="chart reviews-chart"' in page
    assert "−70 %" in page
    assert "over 3 reviews" in page
    assert "Papers in dispute" in page


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("reviews", {}),
        ("reviews", {"show": "papers"}),
        ("review_outliers", {}),
    ],
)
def test_more_reviews_take_no_more_queries(
    course, of, component, people, staff, django_assert_num_queries, name, query
):
    url = url_of(component, name)
    staff.get(url, query)
    with CaptureQueriesContext(connection) as few:
        staff.get(url, query)
    for one in EnrollmentFactory.create_batch(30, course=course):
        hand_in(of, one)
    draw(component)
    write_all(component)

    with django_assert_num_queries(len(few)):
        staff.get(url, query)
