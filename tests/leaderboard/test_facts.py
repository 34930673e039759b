"""What grading reads of competitions, as columns."""

from datetime import timedelta

import pytest

from leaderboard.models import CodeHandIn, Submission
from leaderboard.selectors import facts
from tests.factories import CompetitionFactory, EnrollmentFactory
from tests.leaderboard.pages import PRIVATE_NUMBERS, now, scored


def scores(course, **options):
    return facts.scores(course=course, until=now(), **options)


def mark_as(submission, **fields) -> None:
    Submission.objects.filter(pk=submission.pk).update(**fields)


def test_an_upload_has_no_reference(course, competition, alice):
    scored(competition, alice)

    found = scores(course)

    assert found.reference == [""]
    assert found.imported.tolist() == [False]


def test_imported_scores_carry_their_references(course, competition, alice):
    upload, named, nameless = (scored(competition, alice) for _ in range(3))
    mark_as(named, is_imported=True, reference="r17")
    mark_as(nameless, is_imported=True)

    found = scores(course)

    told = dict(
        zip(
            found.submission.tolist(),
            zip(found.reference, found.imported.tolist(), strict=True),
            strict=True,
        )
    )
    assert told == {
        upload.pk: ("", False),
        named.pk: ("r17", True),
        nameless.pk: ("", True),
    }


def test_choices_are_marked(course, competition, alice):
    one, two = scored(competition, alice), scored(competition, alice)
    mark_as(two, is_final_choice=True)

    found = scores(course)

    chosen = dict(zip(found.submission.tolist(), found.chosen.tolist(), strict=True))
    assert chosen == {one.pk: False, two.pk: True}


@pytest.mark.parametrize("read", ["scores", "waiting", "code_handins"])
def test_several_students_can_be_asked_for(course, competition, read):
    people = [EnrollmentFactory(course=course) for _ in range(3)]
    for who in people:
        submission = scored(competition, who)
        if read == "waiting":
            mark_as(submission, state="queued")
        CodeHandIn.objects.create(
            component=competition.component,
            enrollment=who,
            received_at=now() - timedelta(hours=1),
            path="x",
            file_name="x.py",
            size=1,
        )
    wanted = {people[0].pk, people[2].pk}

    found = getattr(facts, read)(course=course, until=now(), enrollments=wanted)

    assert set(found.enrollment.tolist()) == wanted


def test_the_queries_are_as_many_for_one_as_for_all(
    course, competition, alice, django_assert_num_queries
):
    for who in (alice, EnrollmentFactory(course=course)):
        mark_as(scored(competition, who), is_imported=True, reference=str(who.pk))

    with django_assert_num_queries(2):
        scores(course, enrollments=[alice.pk])
    with django_assert_num_queries(2):
        scores(course)


def test_private_scores_are_read_of_what_is_in_the_open_alone(
    course, competition, alice, django_assert_num_queries
):
    opened = CompetitionFactory(component__course=course)
    for one in (competition, opened):
        scored(one, alice)

    with django_assert_num_queries(2):
        found = scores(course, in_the_open=[opened.pk])

    table = zip(found.component, found.public, found.private, found.all, strict=True)
    told = {component: numbers for component, *numbers in table}
    assert told == {
        competition.pk: [0.61, 0.61, 0.61],
        opened.pk: [0.61, *PRIVATE_NUMBERS.values()],
    }
