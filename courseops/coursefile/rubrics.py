"""Rubrics edited on a page: criteria added, removed, moved, worded anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from courseops import audit
from courseops.coursefile.editing import Edited, edit_course
from courseops.coursefile.shapes import Json
from courseops.models import Component, Course, User

# Rows for criteria that are new.
EMPTY_ROWS = 3


class OutdatedError(Exception):
    """The rubric is not any more what the edit is based on."""


def revision(component: Component) -> str:
    """Name the rules of the course that a page shows."""
    return component.course.policy_version


def rows_of(criteria: Sequence[Json]) -> list[Json]:
    """Return the criteria as rows of the form, and empty ones for more."""
    rows = [
        {
            "slug": one["slug"],
            "title": one.get("title", ""),
            "points": f"{one['points']:.12g}",
            "hints": "\n".join(one.get("hints") or ()),
        }
        for one in criteria
    ]
    return rows + [{"slug": "", "title": "", "points": "", "hints": ""}] * EMPTY_ROWS


def typed_rows(form: Mapping[str, str]) -> list[Json]:
    """Return the rows as they were sent, in the order of their places."""
    rows = []
    for number in range(1, 1 + _count(form)):
        row: Json = {
            key: form.get(f"{key}-{number}", "").replace("\x00", "").strip()
            for key in ("slug", "title", "points", "hints", "place")
        }
        row["removed"] = f"remove-{number}" in form
        rows.append(row | {"order": (_place(row["place"], number), number)})
    return sorted(rows, key=lambda row: row["order"])


def criteria_of(rows: Sequence[Json]) -> list[Json]:
    """Return the criteria that *rows* make; raises ValueError for points of no number.

    A new one gets a slug from its title, which it keeps.
    """
    kept = [row for row in rows if not row["removed"] and (row["slug"] or row["title"])]
    taken = {row["slug"] for row in kept}
    criteria = []
    for row in kept:
        slug = row["slug"] or _free(slugify(row["title"]) or "criterion", taken)
        taken.add(slug)
        one: Json = {"slug": slug, "points": _points(row)}
        if row["title"]:
            one["title"] = row["title"]
        hints = [line.strip() for line in row["hints"].splitlines() if line.strip()]
        criteria.append(one | ({"hints": hints} if hints else {}))
    return criteria


@transaction.atomic
def change_criteria(
    *,
    component: Component,
    criteria: Sequence[Json],
    based_on: str,
    why: str,
    actor: User | None,
    at: datetime,
) -> Edited:
    """Make *criteria* those of *component*; the policy version follows.

    Raises OutdatedError where the course's rules changed meanwhile, and
    RefusedSectionsError, having changed nothing, for what loading a file would refuse.
    """
    course = Course.objects.select_for_update().get(pk=component.course_id)
    if course.policy_version != based_on:
        raise OutdatedError
    edits = {"components": {component.slug: {"criteria": list(criteria)}}}
    edited = edit_course(course=course, edits=edits)
    if edited.changes:
        audit.record(
            course=course,
            actor=actor,
            verb="rubric.edit",
            target=f"component:{component.slug}",
            before=edited.before,
            after=edited.after,
            why=why,
            at=at,
        )
    return edited


def _count(form: Mapping[str, str]) -> int:
    text = form.get("rows", "")
    return min(int(text), 200) if text.isascii() and text.isdecimal() else 0


def _place(text: str, number: int) -> float:
    """Return where row *number* is to stand; where *text* is no place it stays.

    One that moves up comes before the row whose place it takes, one that moves down
    after it.
    """
    place = int(text[:9]) if text.isascii() and text.isdecimal() else number
    return place + 0.5 * ((place > number) - (place < number))


def _points(row: Json) -> float:
    try:
        return float(row["points"].replace(",", "."))
    except ValueError:
        named = row["title"] or row["slug"]
        raise ValueError(
            f"{named}: “{row['points']}” is no number of points."
        ) from None


def _free(slug: str, taken: set[str]) -> str:
    number, found = 2, slug
    while found in taken:
        number, found = number + 1, f"{slug}-{number}"
    return found
