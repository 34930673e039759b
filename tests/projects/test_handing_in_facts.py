"""What rests on a component is counted, so that no course file loses it."""

from courseops.coursefile.facts import facts_in_words
from projects.models import Grading, Review
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, hand_in, work


def test_hand_ins_gradings_and_begun_reviews_are_counted(course, alice, bob):
    report = work(course)
    reviews = work(course, slug="reviews", kind="peer_review", details={})
    eve = EnrollmentFactory(course=course)
    for who in (alice, alice, eve):
        handin = hand_in(report, who)
    Grading.objects.create(
        component=report,
        enrollment=eve,
        handin=handin,
        grader=bob.user,
        changed_at=AT,
    )
    for number, begun in ((1, AT), (2, None)):
        Review.objects.create(
            component=reviews,
            reviewer=alice,
            author=eve if begun else alice,
            number=number,
            shown_as=number,
            assigned_at=AT,
            changed_at=begun,
        )

    assert facts_in_words(course) == {
        report.pk: "3 hand-ins and 1 grading",
        reviews.pk: "1 review",
    }
