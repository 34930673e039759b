"""Students who hand in together."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course, Enrollment
from courseops.models.decision import Decision
from courseops.models.work import Component


class Team(models.Model):
    """A team of a course: for one component, or without one for all of them.

    One that ``is_shared`` acts on every component that shares its component's teams
    (:mod:`courseops.teams`).
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="teams")
    component = models.ForeignKey(
        Component, models.CASCADE, null=True, blank=True, related_name="teams"
    )
    name = models.CharField(max_length=80)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "name"], name="team_of_component_unique"
            ),
            models.UniqueConstraint(
                fields=["course", "name"],
                condition=models.Q(component=None),
                name="team_of_course_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A student's place in a team.

    ``grouped_at``: when the grouping of those who were in no team gave it to them.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="places")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="team_places"
    )
    grouped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "enrollment"], name="team_member_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} in {self.team_id}"


class WorksAlone(Decision):
    """That staff want a student in no team: no grouping of the rest gives them one."""

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="working_alone"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="works_alone"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="works_alone_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} alone in {self.component_id}"


class TeamInvite(models.Model):
    """The link by which students join a team; a new one replaces it.

    Whoever of the course knows ``token`` may join.
    """

    team = models.OneToOneField(Team, models.CASCADE, related_name="invite")
    token = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Enrollment, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation to {self.team_id}"


class TeamMerge(models.Model):
    """One team's wish to become part of another, until that one answers."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="merge")
    into = models.ForeignKey(Team, models.CASCADE, related_name="merges")
    asked_by = models.ForeignKey(Enrollment, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.team_id} into {self.into_id}"
