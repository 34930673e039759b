"""Takes in versions of work that people judge: files and links, all of them or none.

The page, the API and the command come through here, with the time they read once.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit, clock
from courseops.asking import is_asked
from courseops.models import Component, Enrollment, Status, User
from courseops.uploads.names import printable
from courseops.uploads.opening import check_component_open
from courseops.uploads.placing import with_its_row
from courseops.uploads.refusals import RefusalError
from courseops.uploads.staged import Staged
from projects import linking
from projects.accepting import LINK, accepted, takes_files
from projects.checking import ending, problems
from projects.models import HandIn, HandInItem
from projects.teaming import settle_if_due

# Of one hand-in; who has more packs them into a zip.
MOST_FILES = 20
NOTE_LENGTH = 500


def hand_in(
    *,
    component: Component,
    enrollment: Enrollment,
    staged: Sequence[Staged],
    links: Sequence[str] = (),
    note: str = "",
    actor: User | None,
    at: datetime,
    now: datetime,
) -> HandIn:
    """Keep a new version of *enrollment*'s work, received *at*; earlier ones stay.

    It stands for the whole. When this returns, files and rows are on the disk. *now*
    dates the record of it. A deadline closes nothing: what comes late is kept and shown,
    and counts for nothing. Raises RefusalError, having kept nothing. The component's
    course is read; select it.
    """
    at = clock.floor_to_second(at)
    check_may_hand_in(component, enrollment, at=at)
    settle_if_due(component, at=at, student=enrollment)
    links = linking.given(links)
    _check_items(component, staged=staged, links=links)
    with ExitStack() as stack:
        places = []
        for file in staged:
            place = file.place(folder=f"handins/{component.pk}")
            stack.enter_context(with_its_row(place, of=HandInItem.objects))
            places.append(place)
        with transaction.atomic():
            # One after the other: versions of a team are numbered as they are kept.
            Component.objects.select_for_update(no_key=True).get(pk=component.pk)
            handin = HandIn.objects.create(
                component=component,
                enrollment=enrollment,
                received_at=at,
                note=printable(note)[:NOTE_LENGTH],
            )
            items = _items(handin, staged, places, links)
            HandInItem.objects.bulk_create(items)
            audit.record(
                course=component.course,
                actor=actor,
                verb="work.hand_in",
                target=f"{component.slug} of {enrollment.user.login}",
                after={"received_at": at.isoformat(), "items": _told(items)},
                at=now,
            )
    return handin


def check_may_hand_in(
    component: Component, enrollment: Enrollment, *, at: datetime
) -> None:
    """Raise RefusalError where *enrollment* cannot hand anything in *at* that instant."""
    title = component.display_title
    if not enrollment.is_student or not is_asked(component, enrollment):
        raise RefusalError("closed", f"{title} is not asked of {enrollment.user}.")
    if enrollment.status != Status.ACTIVE:
        raise RefusalError("dropped", f"{enrollment.user} dropped the course.")
    if not takes_files(component.kind, component.details):
        raise RefusalError("closed", f"Nothing is handed in here for {title}.")
    check_component_open(component, at=at)


def _check_items(
    component: Component, *, staged: Sequence[Staged], links: Sequence[str]
) -> None:
    takes = accepted(component.details)
    reasons = problems(takes, staged=staged, links=links)
    if len(staged) > MOST_FILES:
        reasons.append(f"{len(staged)} files are more than {MOST_FILES}.")
    if reasons:
        is_large = any(file.too_large for file in staged)
        raise RefusalError(
            "too_large" if is_large else "not_taken",
            " ".join(reasons),
            reasons=reasons,
        )


def _items(
    handin: HandIn,
    staged: Sequence[Staged],
    places: Sequence[str],
    links: Sequence[str],
) -> list[HandInItem]:
    files = [
        HandInItem(
            handin=handin,
            position=position,
            kind=ending(file.file_name),
            path=place,
            file_name=file.file_name,
            sha256=file.sha256,
            size=file.size,
        )
        for position, (file, place) in enumerate(zip(staged, places, strict=True))
    ]
    return files + [
        HandInItem(handin=handin, position=len(files) + nth, kind=LINK, url=link)
        for nth, link in enumerate(links)
    ]


def _told(items: Sequence[HandInItem]) -> list[dict[str, Any]]:
    """Return *items* as the record of changes keeps them."""
    return [
        {"url": item.url}
        if item.url
        else {"file": item.file_name, "sha256": item.sha256}
        for item in items
    ]
