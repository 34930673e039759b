"""When students see what they were given."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, User
from projects.models import ShownGrades


def shown_since(component: Component, *, at: datetime) -> datetime | None:
    """Return since when students see the gradings of *component*; None: they do not."""
    rows = ShownGrades.objects.filter(component=component, at__lte=at)
    return rows.values_list("at", flat=True).first()


@transaction.atomic
def show(*, component: Component, actor: User, at: datetime) -> bool:
    """Let students see gradings, later ones at once; tell whether that is new."""
    _, is_new = ShownGrades.objects.get_or_create(
        component=component, defaults={"at": at, "actor": actor}
    )
    if is_new:
        _record("show", component, actor=actor, at=at)
    return is_new


@transaction.atomic
def hide(*, component: Component, why: str, actor: User, at: datetime) -> bool:
    """Take back what :func:`show` did; tell whether there was anything to take back."""
    if not ShownGrades.objects.filter(component=component).delete()[0]:
        return False
    _record("hide", component, why=why, actor=actor, at=at)
    return True


def _record(
    act: str, component: Component, *, why: str = "", actor: User, at: datetime
) -> None:
    audit.record(
        course=component.course,
        actor=actor,
        verb=f"grades.{act}",
        target=f"component:{component.slug}",
        why=why,
        at=at,
    )
