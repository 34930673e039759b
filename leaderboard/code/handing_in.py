"""Takes in the code behind submissions (policies.md section 3, point 7).

The page and the command both come through here, with the time they read once.
"""

from datetime import datetime

from django.db import transaction

from courseops import audit, clock
from courseops.models import Component, Enrollment, User
from courseops.uploads.intake import Staged
from courseops.uploads.opening import check_component_open
from courseops.uploads.placing import with_its_row
from courseops.uploads.refusals import RefusalError
from leaderboard.code import listing
from leaderboard.models import BYTES_PER_MB, CodeHandIn, Submission

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
    submission: Submission | None,
    at: datetime,
    now: datetime,
) -> CodeHandIn:
    """Keep *staged* as code of *enrollment*, received *at*; earlier hand-ins stay.

    When this returns, file and row are on the disk; a worker lists its files after the
    commit. *submission* is what the code made, one of those that
    :func:`leaderboard.code.tying.tying` offers, or None. *now* dates the record. A
    deadline closes nothing: what comes late ends a withheld mark, too. Raises RefusalError, having kept nothing,
    where no code is asked for or the component is not open, and for a file that is
    empty, too large or of another type. The component's course is read; select it.
    """
    at = clock.floor_to_second(at)
    _check_open(component, at=at)
    _check_file(staged)
    place = staged.place(folder=f"code/{component.pk}")
    with with_its_row(place, of=CodeHandIn.objects), transaction.atomic():
        handin = CodeHandIn.objects.create(
            component=component,
            enrollment=enrollment,
            submission=submission,
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
            after={
                "received_at": at.isoformat(),
                "sha256": staged.sha256,
                "submission": submission and submission.pk,
            },
            at=now,
        )
        listing.follow()
    return handin


def _check_open(component: Component, *, at: datetime) -> None:
    if not takes_code(component):
        raise RefusalError("closed", f"{component.display_title} asks for no code.")
    check_component_open(component, at=at)


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
