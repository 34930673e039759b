"""What a file changes about how scores are computed, while there are scores already."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from courseops.alerts import raise_alert, settle
from courseops.coursefile.document import components_of
from courseops.coursefile.findings import Findings, counted
from courseops.coursefile.rows import competition_columns
from courseops.coursefile.shapes import Json
from courseops.models import Course
from leaderboard.models import Competition
from leaderboard.selectors.facts import count_computed

# How a score comes about; what staff do not score again stays by the old.
_KEYS = (
    "metric",
    "metric_options",
    "id_column",
    "target_columns",
    "weight_column",
    "split",
)
_DIRECTION = ("metric", "direction")
_ALERT = "score again"


def warn_of_other_scoring(
    document: Json, course: Course, findings: Findings
) -> Sequence[str]:
    """Warn where scores were computed otherwise than the file now says.

    Returns the slugs of these competitions.
    """
    counts = count_computed(course=course)
    stored = {
        row.component.slug: row
        for row in Competition.objects.filter(component__course=course).select_related(
            "component"
        )
    }
    found = []
    for path, component in components_of(document):
        row = stored.get(component["slug"])
        if row is None or component["kind"] != "competition" or row.pk not in counts:
            continue
        declared = competition_columns(component, course.zone)
        changed = [key for key in _KEYS if getattr(row, key) != declared[key]]
        for key in changed:
            findings.warn(
                (*path, "metric" if key == "metric_options" else key),
                f"changes; {counted(counts[row.pk], 'score')} stay"
                f"{'s' if counts[row.pk] == 1 else ''} by what is in force until"
                " everything is scored again",
            )
        if changed:
            found.append(row.component.slug)
        turned = Competition(**{key: declared[key] for key in _DIRECTION})
        if row.is_maximized != turned.is_maximized:
            findings.warn(
                (*path, "direction" if "direction" in component else "metric"),
                "turns the leaderboard around at once",
            )
    return found


def alert_of_other_scoring(
    course: Course, slugs: Sequence[str], *, at: datetime
) -> None:
    """Tell staff where everything is to be scored again."""
    for slug in slugs:
        raise_alert(
            course=course,
            kind=_ALERT,
            target=_target(slug),
            text=(
                f"{slug}: the course file declares another way of scoring. Scores, new"
                " ones too, stay by what is in force until everything is scored again."
            ),
            link=reverse("leaderboard:solution", args=[course.slug, slug]),
            at=at,
        )


def settle_other_scoring(course: Course, slug: str, *, at: datetime) -> None:
    """Close that alert: everything is scored as the course file declares."""
    settle(course=course, kind=_ALERT, target=_target(slug), at=at)


def _target(slug: str) -> str:
    return f"component:{slug}"
