"""Reviewers are drawn for a class: nobody their own team, what is begun stays."""

from collections import Counter

import pytest

from courseops.models import AuditEvent, Extension
from projects.models import Review, ReviewConflict, ReviewDrawing
from projects.reviews.assigning import DrawingRefusedError, assigned, drawn, taken_off
from projects.reviews.conflicts import ConflictRefusedError, lifted, noted, told
from projects.reviews.plan import prepared
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import hand_in, team
from tests.projects.reviewed import (
    AFTER,
    DURING,
    OPENS,
    draw,
)


def _pairs(component):
    rows = Review.objects.filter(component=component)
    return set(rows.values_list("reviewer__user__login", "author__user__login"))


def test_everybody_reviews_three_papers_none_their_teams(component, authors):
    draw(component)

    pairs = _pairs(component)
    assert Counter(one for one, _ in pairs) == dict.fromkeys(authors, 3)
    assert set(Counter(paper for _, paper in pairs).values()) == {3, 4}
    assert not pairs & {(one, one) for one in authors}
    assert ("carl", "anna") not in pairs
    assert ReviewDrawing.objects.get().seed == 1
    assert AuditEvent.objects.get(verb="reviews.draw").after["added"] == 18


def test_a_drawing_is_the_same_by_its_seed(component, authors):
    draw(component)
    first = _pairs(component)
    Review.objects.all().delete()

    draw(component)

    assert _pairs(component) == first


def test_numbers_run_from_one_on_for_each_side(component, authors):
    draw(component)

    for one in authors.values():
        numbers = Review.objects.filter(reviewer=one).values_list("number", flat=True)
        assert sorted(numbers) == [1, 2, 3]
        shown = sorted(
            Review.objects.filter(author=one).values_list("shown_as", flat=True)
        )
        assert shown == list(range(1, len(shown) + 1))


def test_drawing_again_changes_nothing_where_nothing_is_missing(component, authors):
    draw(component)
    before = set(Review.objects.values_list("pk", "number", "shown_as"))

    draw(component, seed=9)

    assert set(Review.objects.values_list("pk", "number", "shown_as")) == before


def test_a_late_paper_is_reviewed_and_what_is_begun_stays(
    course, of, component, authors
):
    draw(component)
    begun = Review.objects.filter(reviewer=authors["dean"])
    begun.update(changed_at=DURING)
    kept = set(begun.values_list("pk", flat=True))
    late = EnrollmentFactory(course=course, user__login="hans")
    hand_in(of, late)

    draw(component, seed=2)

    assert set(begun.values_list("pk", flat=True)) >= kept
    assert Review.objects.filter(reviewer=late).count() == 3
    assert Review.objects.filter(author=late).count() in (3, 4)
    assert set(Counter(paper for _, paper in _pairs(component)).values()) == {3, 4}


def test_who_dropped_reviews_no_more_and_a_paper_that_is_gone_is_taken_back(
    of, component, authors
):
    draw(component)
    gwen, fern = authors["gwen"], authors["fern"]
    gwen.status = "dropped"
    gwen.save()
    begun = Review.objects.filter(author=gwen).exclude(reviewer=fern).first()
    begun.changed_at = DURING
    begun.save()

    draw(component)

    assert not Review.objects.filter(reviewer=gwen).exists()
    assert list(Review.objects.filter(author=gwen)) == [begun]
    assert Review.objects.filter(reviewer=begun.reviewer).count() == 3


def test_everybody_means_those_without_a_paper_who_are_no_auditors(
    course, component, authors
):
    reader = EnrollmentFactory(course=course, user__login="read")
    EnrollmentFactory(course=course, user__login="look", basis="audit")
    excused = authors["emil"]
    Extension.objects.create(
        component=component, enrollment=excused, excused=True, reason="ill", at=OPENS
    )

    plan = prepared(component, seed=1, everybody=True)

    logins = {one.user.login for one in plan.reviewers}
    assert reader.user.login in logins
    assert not logins & {"look", "emil"}


def test_who_cannot_be_served_is_named(component, authors):
    for author in ("dean", "emil"):
        noted(
            component,
            reviewer=authors["anna"],
            author=authors[author],
            reason="friends",
            actor=None,
            at=OPENS,
        )

    with pytest.raises(DrawingRefusedError) as refused:
        draw(component)

    assert str(refused.value) == (
        "2 papers of 3 are left for Anna Ofanna (anna): own papers and conflicts are"
        " out."
    )
    assert not Review.objects.exists()


def test_nothing_is_drawn_of_nothing(component, course):
    with pytest.raises(DrawingRefusedError, match="no papers yet"):
        draw(component)


def test_teams_that_merged_after_the_drawing_keep_what_is_begun(of, component, authors):
    draw(component)
    Review.objects.update(changed_at=DURING)
    before = set(Review.objects.values_list("pk", flat=True))
    team(of, "Merged", authors["dean"], authors["emil"])

    drawn(component, seed=1, everybody=False, actor=None, at=AFTER)

    assert before <= set(Review.objects.values_list("pk", flat=True))


def test_single_reviewers_are_put_on_papers_and_taken_off(component, authors):
    draw(component)
    dean = authors["dean"]
    has = set(Review.objects.filter(reviewer=dean).values_list("author", flat=True))
    free = next(
        authors[login]
        for login in ("anna", "emil", "fern", "gwen")
        if authors[login].pk not in has
    )

    row = assigned(
        component, reviewer=dean, author=free, reason="more", actor=None, at=DURING
    )

    assert row.number == 4
    with pytest.raises(DrawingRefusedError, match="reviews this paper already"):
        assigned(
            component, reviewer=dean, author=free, reason="", actor=None, at=DURING
        )
    with pytest.raises(DrawingRefusedError, match="own paper"):
        assigned(
            component,
            reviewer=authors["carl"],
            author=authors["anna"],
            reason="",
            actor=None,
            at=DURING,
        )
    taken_off(row, reason="too much", actor=None, at=DURING)
    assert Review.objects.filter(reviewer=dean).count() == 3
    assert AuditEvent.objects.filter(verb="reviews.take_off", why="too much").exists()


def test_who_knows_a_paper_gets_another_one(component, authors):
    draw(component)
    review = Review.objects.filter(reviewer=authors["dean"]).first()
    known, number = review.author, review.number

    has_other = told(review, reason="my flatmate", at=DURING)

    mine = Review.objects.filter(reviewer=authors["dean"])
    assert has_other
    assert mine.count() == 3
    assert known.pk not in mine.values_list("author", flat=True)
    assert number in mine.values_list("number", flat=True)
    assert ReviewConflict.objects.get().reason == "my flatmate"
    other = mine.first()
    assert not told(other, reason="I know them, too", at=DURING)
    assert mine.count() == 2


def test_a_review_that_is_begun_is_not_given_back(component, authors):
    draw(component)
    review = Review.objects.first()
    review.changed_at = DURING
    review.save()

    with pytest.raises(ConflictRefusedError, match="begun"):
        told(review, reason="late", at=DURING)


def test_conflicts_are_noted_once_and_lifted(component, authors):
    pair = {"reviewer": authors["anna"], "author": authors["dean"]}
    row = noted(component, **pair, reason="kin", actor=None, at=OPENS)

    with pytest.raises(ConflictRefusedError, match="already"):
        noted(component, **pair, reason="kin", actor=None, at=OPENS)
    lifted(row, actor=None, at=OPENS)

    assert not ReviewConflict.objects.exists()


def test_300_students_are_drawn_in_seconds(
    course, of, component, django_assert_max_num_queries
):
    authors = EnrollmentFactory.create_batch(300, course=course)
    for one in authors:
        hand_in(of, one)

    with django_assert_max_num_queries(45):
        draw(component)

    pairs = _pairs(component)
    assert set(Counter(one for one, _ in pairs).values()) == {3}
    assert set(Counter(paper for _, paper in pairs).values()) == {3}
    assert all(one != paper for one, paper in pairs)
