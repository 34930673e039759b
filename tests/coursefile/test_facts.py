"""What rests on a course is kept when its file changes."""

from datetime import UTC, datetime

import pytest

from courseops.coursefile.dump import dump_course
from courseops.models import (
    Alert,
    Assignment,
    Category,
    Component,
    Course,
    Result,
    Track,
)
from leaderboard.models import Competition
from quizzes.models import Attempt
from tests.coursefile.files import COURSE, competition, with_component
from tests.coursefile.loading import TWO, WITHOUT_P2, load, loaded
from tests.factories import EnrollmentFactory, ScoreFactory, SubmissionFactory


def submit(slug: str, count: int) -> None:
    competition = Competition.objects.get(component__slug=slug)
    enrollment = EnrollmentFactory(course=Course.objects.get())
    for _ in range(count):
        SubmissionFactory(competition=competition, enrollment=enrollment)


def give_result(slug: str, score: float = 1) -> None:
    component = Component.objects.get(slug=slug)
    enrollment = EnrollmentFactory(course=component.course)
    Result.objects.create(component=component, enrollment=enrollment, score=score)


def attempt(slug: str, count: int) -> None:
    component = Component.objects.get(slug=slug)
    enrollment = EnrollmentFactory(course=component.course)
    for minute in range(count):
        Attempt.objects.create(
            component=component,
            enrollment=enrollment,
            correct=1,
            questions=2,
            received_at=datetime(2020, 9, 1, 12, minute, tzinfo=UTC),
        )


@pytest.mark.django_db
def test_facts_are_kept_while_a_component_changes():
    loaded(COURSE + TWO)
    submit("hw1p2", 2)
    key = Component.objects.get(slug="hw1p2").pk

    loaded(
        (COURSE + TWO)
        .replace("metric: accuracy", "metric: rmse")
        .replace("2020-09-06", "2020-09-07")
    )

    component = Component.objects.get(slug="hw1p2")
    assert component.pk == key
    assert component.competition.metric == "rmse"
    assert component.competition.submissions.count() == 2


def give_score(slug: str) -> None:
    competition = Competition.objects.get(component__slug=slug)
    enrollment = EnrollmentFactory(course=Course.objects.get())
    ScoreFactory(submission__competition=competition, submission__enrollment=enrollment)


@pytest.mark.django_db
def test_another_way_of_scoring_is_warned_of_and_alerts_the_staff():
    loaded(COURSE + TWO)
    give_score("hw1p2")

    report = load((COURSE + TWO).replace("metric: accuracy", "metric: rmse"))

    assert [str(warning) for warning in report.warnings] == [
        (
            "assignments[0].components[1].metric: changes; 1 score stays by what is in"
            " force until everything is scored again (line 10)"
        ),
        (
            "assignments[0].components[1].metric: turns the leaderboard around at once"
            " (line 10)"
        ),
    ]
    alert = Alert.objects.get()
    assert (alert.kind, alert.target) == ("score again", "component:hw1p2")
    assert alert.link.endswith("/competitions/hw1p2/solution/")


@pytest.mark.django_db
def test_a_file_that_scores_as_before_alerts_nobody():
    loaded(COURSE + TWO)
    give_score("hw1p2")

    report = load((COURSE + TWO).replace("2020-09-06", "2020-09-07"))

    assert report.warnings == []
    assert not Alert.objects.exists()


@pytest.mark.django_db
def test_a_component_with_submissions_is_not_removed():
    loaded(COURSE + TWO)
    submit("hw1p2", 2)

    report = load(COURSE + WITHOUT_P2)

    assert [str(error) for error in report.errors] == [
        (
            "assignments: component hw1p2 is not in the file and has 2 submissions;"
            " --archive hides it instead (line 4)"
        )
    ]
    assert Component.objects.filter(slug="hw1p2", archived=False).exists()


@pytest.mark.django_db
def test_a_component_with_results_is_not_removed():
    loaded(COURSE + TWO)
    give_result("essay")

    report = load(COURSE + "\n".join(TWO.split("\n")[:6]))

    assert "component essay is not in the file and has 1 result;" in str(
        report.errors[0]
    )


@pytest.mark.django_db
def test_a_quiz_that_was_taken_is_not_removed():
    loaded(with_component("{slug: quiz-1, kind: quiz}"))
    attempt("quiz-1", 2)

    report = load(COURSE)

    assert "component quiz-1 is not in the file and has 2 attempts;" in str(
        report.errors[0]
    )


@pytest.mark.django_db
def test_a_component_with_results_keeps_its_kind():
    loaded(with_component("{slug: hw1p1, kind: parts, parts: 3}"))
    give_result("hw1p1")

    report = load(with_component("{slug: hw1p1, kind: points, points: 3}"))

    assert [str(error) for error in report.errors] == [
        (
            "assignments[0].components[0].kind: hw1p1 is a parts with 1 result;"
            " it cannot become points (line 8)"
        )
    ]


@pytest.mark.django_db
def test_a_maximum_below_results_is_warned_of():
    loaded(with_component("{slug: hw1p1, kind: parts, parts: 3}"))
    give_result("hw1p1", score=2.5)

    report = load(with_component("{slug: hw1p1, kind: parts, parts: 2}"))

    assert [str(warning) for warning in report.warnings] == [
        (
            "assignments[0].components[0]: hw1p1 has results of up to 2.5, and its"
            " maximum is now 2 (line 8)"
        )
    ]


@pytest.mark.django_db
def test_archive_hides_a_component_and_a_later_file_brings_it_back():
    course = loaded(COURSE + TWO)
    submit("hw1p2", 1)

    loaded(COURSE + WITHOUT_P2, archive=True)
    hidden = dump_course(course)
    again = load(COURSE + WITHOUT_P2)
    loaded(COURSE + TWO)

    assert "hw1p2" not in hidden
    assert again.changes == []
    component = Component.objects.get(slug="hw1p2")
    assert not component.archived
    assert component.competition.submissions.count() == 1


@pytest.mark.django_db
def test_what_holds_an_archived_component_is_hidden_with_it():
    loaded(COURSE + TWO)
    submit("hw1p2", 1)
    only_project = COURSE.replace("{slug: homework, weight: 75}, ", "") + (
        "assignments: [{slug: essay, category: project, components: [{slug: essay, kind:"
        " points, points: 10}]}]\n"
    )

    loaded(only_project, archive=True)

    assert Assignment.objects.get(slug="hw1").archived
    assert Category.objects.get(slug="homework").archived


@pytest.mark.django_db
def test_a_competition_with_submissions_stays_one():
    loaded(COURSE + with_component(competition()).removeprefix(COURSE))
    submit("hw1p2", 1)

    report = load(with_component("{slug: hw1p2, kind: parts, parts: 3}"))

    assert [str(error) for error in report.errors] == [
        (
            "assignments[0].components[0].kind: hw1p2 is a competition with 1 submission;"
            " it cannot become parts (line 8)"
        )
    ]


@pytest.mark.django_db
def test_a_competition_without_submissions_may_become_something_else():
    loaded(with_component(competition()))

    loaded(with_component("{slug: hw1p2, kind: parts, parts: 3}"))

    assert not Competition.objects.exists()
    assert Component.objects.get().details == {"parts": 3}


@pytest.mark.django_db
def test_a_track_with_students_is_not_removed():
    course = loaded(COURSE)
    EnrollmentFactory(course=course, track=Track.objects.get(slug="full"))

    report = load(COURSE.replace("{slug: full}, ", ""))

    assert [str(error) for error in report.errors] == [
        "tracks: track full is not in the file and has 1 enrolment; move those first (line 2)"
    ]
