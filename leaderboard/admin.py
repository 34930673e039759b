"""Read-only lists for the site's staff.

Rows of competitions change through the course file, a command or a page, which check
and record them; here they are only looked at. Private scores, the text of files and
the folders of solutions are not shown.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from courseops.admin import ReadOnly
from leaderboard import models


@admin.register(models.Competition)
class CompetitionAdmin(ReadOnly):
    """How each competition is scored."""

    list_display = (
        "component",
        "metric",
        "direction",
        "mark_on",
    )
    list_select_related = ("component__course",)
    search_fields = (
        "component__slug",
        "component__title",
    )


@admin.register(models.Solution)
class SolutionAdmin(ReadOnly):
    """Which versions of a solution there are, not what they hold."""

    list_display = (
        "competition",
        "version",
        "rows",
        "created_at",
    )
    list_select_related = ("competition__component",)
    exclude = ("folder",)


@admin.register(models.Submission)
class SubmissionAdmin(ReadOnly):
    """What was handed in and what became of it."""

    list_display = (
        "id",
        "enrollment",
        "competition",
        "state",
        "received_at",
        "worker",
        "attempts",
    )
    list_filter = ("state",)
    list_select_related = (
        "enrollment__user",
        "enrollment__course",
        "competition__component",
    )
    search_fields = (
        "enrollment__user__login",
        "sha256",
    )
    date_hierarchy = "received_at"


@admin.register(models.Score)
class ScoreAdmin(ReadOnly):
    """Public scores."""

    list_display = (
        "submission_id",
        "metric",
        "public",
        "scored_at",
    )
    exclude = (
        "private",
        "all",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Score]:
        """Leave the private scores in the database."""
        return super().get_queryset(request).defer("private", "all")


@admin.register(models.Standing)
class StandingAdmin(ReadOnly):
    """The best of each participant."""

    list_display = (
        "competition",
        "enrollment",
        "public",
        "entries",
    )
    list_select_related = (
        "enrollment__user",
        "enrollment__course",
        "competition__component",
    )


@admin.register(models.SampleFile)
class SampleFileAdmin(ReadOnly):
    """Files to try."""

    list_display = (
        "file_name",
        "competition",
        "description",
    )
    list_select_related = ("competition__component",)
    exclude = ("path",)
