"""Keeps what students are called elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from courseops import audit
from courseops.models import Course, OutsideName, User

# The sites of the numbers by which the university knows its students, and Canvas.
STUDENT_ID = "student id"
CANVAS_ID = "canvas id"


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name on a site, and the enrolment of whom it means."""

    site: str
    name: str
    enrollment: int
    login: str


def confirm(
    names: Sequence[Name], *, course: Course, actor: User | None, at: datetime
) -> None:
    """Keep whom staff named by hand, for the next file; call in a transaction."""
    if not names:
        return
    keep({(one.site, one.name): one.enrollment for one in names}, course=course)
    audit.record(
        course=course,
        actor=actor,
        verb="names.confirm",
        target=f"course:{course.slug}",
        after={f"{one.site}: {one.name}": one.login for one in names},
        at=at,
    )


def keep(names: Mapping[tuple[str, str], int], *, course: Course) -> None:
    """Write the enrolments that names on sites mean; the same name replaces."""
    OutsideName.objects.bulk_create(
        [
            OutsideName(course=course, enrollment_id=key, site=site, name=name)
            for (site, name), key in names.items()
        ],
        update_conflicts=True,
        unique_fields=["course", "site", "name"],
        update_fields=["enrollment"],
    )
