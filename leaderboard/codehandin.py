"""Takes in the code behind submissions (policies.md section 3, point 7).

The page and the command both come through here, with the time they read once.
"""

import logging
from contextlib import suppress
from datetime import datetime

from django.db import Error, transaction

from courseops import audit, clock
from courseops.instants import in_words
from courseops.models import Component, Enrollment, User
from leaderboard import intake
from leaderboard.intake import Staged
from leaderboard.models import BYTES_PER_MB, CodeHandIn
from leaderboard.refusals import RefusalError

logger = logging.getLogger(__name__)

MAX_BYTES = 50 * BYTES_PER_MB
SUFFIXES = (".zip", ".py", ".ipynb", ".tar.gz", ".pdf")
TYPES = "a .zip, .py, .ipynb, .tar.gz or .pdf"


def takes_code(component: Component) -> bool:
    """Tell whether code is to be handed in for *component*."""
    return component.code is not None


def accept_code(
    *,
    component: Component,
    enrollment: Enrollment,
    staged: Staged,
    actor: User | None,
    at: datetime,
    now: datetime,
) -> CodeHandIn:
    """Keep *staged* as code of *enrollment*, received *at*; earlier hand-ins stay.

    When this returns, file and row are on the disk. *now* dates the record of it. A deadline closes nothing: what
    comes late ends a withheld mark, too. Raises RefusalError, having kept nothing,
    where no code is asked for or the component is not open, and for a file that is
    empty, too large or of another type. The component's course is read; select it.
    """
    at = clock.floor_to_second(at)
    _check_open(component, at=at)
    _check_file(staged)
    place = staged.place(folder=f"code/{component.pk}")
    try:
        with transaction.atomic():
            handin = CodeHandIn.objects.create(
                component=component,
                enrollment=enrollment,
                received_at=at,
                path=place,
                file_name=staged.file_name,
                sha256=staged.sha256,
                size=staged.size,
            )
            audit.record(
                course=component.course,
                actor=actor,
                verb="code.hand_in",
                target=f"{component.slug} of {enrollment.user.login}",
                after={"received_at": at.isoformat(), "sha256": staged.sha256},
                at=now,
            )
    except BaseException:
        _remove_unless_named(place)
        raise
    return handin


def _check_open(component: Component, *, at: datetime) -> None:
    title = component.display_title
    if not takes_code(component):
        raise RefusalError("closed", f"{title} asks for no code.")
    if component.archived:
        raise RefusalError("closed", f"{title} is closed for good.")
    if component.released is not None and at < component.released:
        opens = in_words(component.released, zone=component.course.zone)
        raise RefusalError(
            "closed", f"{title} opens on {opens}.", retry_at=component.released
        )


def _check_file(staged: Staged) -> None:
    if staged.too_large:
        raise RefusalError(
            "too_large",
            f"The file has {staged.size / BYTES_PER_MB:.1f} MB; code may have up to"
            f" {MAX_BYTES / BYTES_PER_MB:g} MB. Leave data and models out.",
        )
    if not staged.size:
        raise RefusalError("unreadable", f"{staged.file_name} is empty.")
    if not staged.file_name.lower().endswith(SUFFIXES):
        raise RefusalError(
            "unreadable", f"{staged.file_name} is none of these: {TYPES}."
        )


def _remove_unless_named(place: str) -> None:
    """Remove a file whose row was not written; in doubt keep it, and say so."""
    try:
        if CodeHandIn.objects.filter(path=place).exists():
            return
    except Error:
        logger.exception("Cannot tell whether a row names %s; the file stays.", place)
        return
    with suppress(OSError):
        intake.remove_placed(place)
