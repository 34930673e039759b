"""Keeps the numbers by which other systems know the people of a roster."""

from collections.abc import Mapping, Sequence

from courseops.models import Course, Enrollment, OutsideName
from courseops.outside_names import keep


def keep_numbers(
    rows: Sequence[tuple[Enrollment, Mapping[str, str]]], *, course: Course
) -> None:
    """Make the names on sites those of the roster; a person has one on each.

    Who has none in the roster keeps theirs. Call in a transaction.
    """
    wanted = {
        (site, name): row.pk for row, outside in rows for site, name in outside.items()
    }
    if not wanted:
        return
    renamed = {(site, key) for (site, _), key in wanted.items()}
    sites = {site for site, _ in wanted}
    stale = [
        one.pk
        for one in OutsideName.objects.filter(course=course, site__in=sites)
        if (one.site, one.enrollment_id) in renamed
        and wanted.get((one.site, one.name)) != one.enrollment_id
    ]
    OutsideName.objects.filter(pk__in=stale).delete()
    keep(wanted, course=course)
