"""Whether a component takes anything yet, or still."""

from datetime import datetime

from courseops.instants import in_words
from courseops.models import Component
from courseops.uploads.refusals import RefusalError


def check_component_open(component: Component, *, at: datetime) -> None:
    """Raise RefusalError unless the component is open *at* that instant.

    It is from ``released`` on, and until it is archived. The component's course is
    read; select it.
    """
    title = component.display_title
    if component.archived:
        raise RefusalError("closed", f"{title} is closed for good.")
    if component.released is not None and at < component.released:
        opens = in_words(component.released, zone=component.course.zone)
        raise RefusalError(
            "closed", f"{title} opens on {opens}.", retry_at=component.released
        )
