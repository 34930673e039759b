"""What gradings and reviews fix in a rubric, however the course file changes."""

import pytest

from courseops.models import Component
from projects.models import Grading, Review
from tests.coursefile.files import COURSE
from tests.coursefile.loading import AT, load, loaded
from tests.factories import EnrollmentFactory

TWO = "[{slug: goal, title: Goal, points: 5}, {slug: style, points: 2}]"


def work(criteria: str) -> str:
    return (
        COURSE + "assignments: [{slug: r, category: homework, components: [\n"
        f"  {{slug: r, kind: rubric, criteria: {criteria}}}]}}]\n"
    )


def graded(**more: object) -> Grading:
    """Load a report of two criteria; somebody was given 4.5 points for its goal."""
    course = loaded(work(TWO))
    return Grading.objects.create(
        component=Component.objects.get(slug="r"),
        enrollment=EnrollmentFactory(course=course),
        grader=EnrollmentFactory(course=course, role="ta").user,
        changed_at=AT,
        **{"by_criterion": {"goal": 4.5}} | more,
    )


def errors(criteria: str) -> list[str]:
    return [str(error) for error in load(work(criteria)).errors]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "criteria",
    [
        TWO.replace("title: Goal", "title: Aim, hints: [new]"),
        TWO.replace("points: 5", "points: 4.5"),
        TWO.replace(", {slug: style, points: 2}", ""),
        "[{slug: style, points: 2}, {slug: goal, points: 9}]",
    ],
)
def test_words_order_and_what_nobody_judged_may_change(criteria):
    graded()

    assert errors(criteria) == []


@pytest.mark.django_db
def test_a_criterion_that_was_judged_keeps_its_slug():
    row = graded()
    Review.objects.create(
        component=row.component,
        reviewer=row.enrollment,
        author=EnrollmentFactory(course=row.component.course),
        number=1,
        shown_as=1,
        comments={"goal": "Unclear"},
        assigned_at=AT,
        changed_at=AT,
    )

    (error,) = errors(TWO.replace("slug: goal", "slug: aim"))

    assert error.endswith(
        "components[0].criteria: goal is not among the criteria any more, and 1 grading"
        " and 1 review judge it; keep its slug, whatever it is called (line 5)"
    )


@pytest.mark.django_db
def test_a_criterion_keeps_the_points_that_were_given():
    graded()

    (error,) = errors(TWO.replace("points: 5", "points: 4"))

    assert error.endswith(
        "components[0].criteria[0].points: 1 grading judges goal, with up to 4.5"
        " points; 4 is less (line 5)"
    )


@pytest.mark.django_db
def test_a_criterion_that_finished_gradings_have_not_is_told():
    graded(by_criterion={"goal": 4.5, "style": 2}, points=6.5, done_at=AT)

    report = load(work(TWO.replace("]", ", {slug: figures, points: 3}]")))

    assert report.errors == ()
    assert any("figures is new" in str(one) for one in report.warnings)
