"""Reads items of hand-ins, for those who may have them."""

from collections.abc import Collection

from courseops.models import Component, Enrollment
from projects.models import HandInItem


def file_of(
    *,
    component: Component,
    handin: int,
    item: int,
    members: Collection[Enrollment] | None,
) -> HandInItem | None:
    """Return a file that was handed in; by any of *members*, by anybody for None."""
    found = HandInItem.objects.filter(
        pk=item, handin=handin, handin__component=component, url=""
    )
    if members is not None:
        found = found.filter(handin__enrollment__in=members)
    return found.first()
