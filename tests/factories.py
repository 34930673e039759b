"""Makes the rows that tests start from: one course, a few people, one competition."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from courseops import models
from leaderboard import models as lb


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        django_get_or_create = ("login",)
        skip_postgeneration_save = True

    login = factory.Sequence(lambda n: f"s{n:03d}")
    email = factory.LazyAttribute(lambda u: f"{u.login}@example.edu")
    name = factory.LazyAttribute(lambda u: u.login.title())
    password = factory.django.Password("secret-of-the-test")


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = models.Course
        django_get_or_create = ("slug",)

    slug = "ml-f20"
    code = "11-785"
    title = "Machine Learning"
    term = "Fall 2020"
    time_zone = "America/New_York"


class EnrollmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Enrollment

    course = factory.SubFactory(CourseFactory)
    user = factory.SubFactory(UserFactory)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.Category
        django_get_or_create = ("course", "slug")

    course = factory.SubFactory(CourseFactory)
    slug = "homework"
    title = "Homework"
    position = 0
    weight = 100.0


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    course = factory.SubFactory(CourseFactory)
    category = factory.SubFactory(
        CategoryFactory, course=factory.SelfAttribute("..course")
    )
    slug = factory.Sequence(lambda n: f"work-{n}")
    position = factory.Sequence(lambda n: n)


# What the course file asks of a kind.
_DETAILS = {"parts": {"parts": 10}, "points": {"points": 60}}


class ComponentFactory(DjangoModelFactory):
    class Meta:
        model = models.Component

    course = factory.SubFactory(CourseFactory)
    assignment = factory.SubFactory(
        AssignmentFactory, course=factory.SelfAttribute("..course")
    )
    slug = factory.Sequence(lambda n: f"work-{n}p2")
    position = factory.Sequence(lambda n: n)
    title = "Frame classification"
    kind = "competition"
    released = datetime(2020, 9, 6, 4, tzinfo=UTC)
    on_time = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
    cutoffs = factory.LazyFunction(
        lambda: {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}
    )
    details = factory.LazyAttribute(
        lambda component: dict(_DETAILS.get(component.kind, {}))
    )


class CompetitionFactory(DjangoModelFactory):
    class Meta:
        model = lb.Competition

    component = factory.SubFactory(ComponentFactory)
    metric = "accuracy"
    id_column = "id"
    target_columns = factory.LazyFunction(lambda: ["label"])


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = lb.Submission

    competition = factory.SubFactory(CompetitionFactory)
    enrollment = factory.SubFactory(
        EnrollmentFactory,
        course=factory.SelfAttribute("..competition.component.course"),
    )
    received_at = datetime(2020, 9, 20, 12, tzinfo=UTC)
    path = "submissions/none.csv"
    file_name = "predictions.csv"
    sha256 = "0" * 64
    size = 1


class SolutionFactory(DjangoModelFactory):
    class Meta:
        model = lb.Solution
        django_get_or_create = ("competition", "version")

    competition = factory.SubFactory(CompetitionFactory)
    version = 1
    folder = "solutions/none"
    sha256 = "0" * 64
    rows = 4
    has_split = False
    metric = factory.SelfAttribute("competition.metric")
    metric_options = factory.SelfAttribute("competition.metric_options")
    created_at = datetime(2020, 9, 1, tzinfo=UTC)
    applied_at = factory.SelfAttribute("created_at")


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = lb.Score

    submission = factory.SubFactory(SubmissionFactory, state="scored")
    solution = factory.SubFactory(
        SolutionFactory, competition=factory.SelfAttribute("..submission.competition")
    )
    metric = "accuracy"
    scorer_version = "1"
    public = 0.5
    private = 0.25
    all = 0.375
    scored_at = datetime(2020, 9, 20, 12, 1, tzinfo=UTC)
