"""Where a request about a component stands: who asks, as one of whom, by which dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from courseops import teams
from courseops.deadlines import Own, last, own_of
from courseops.models import Component, Course, Enrollment
from courseops.permissions import Access
from courseops.teams import Entrant


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A checked request at the instant ``at``; who asks for more says about what."""

    access: Access
    at: datetime

    @property
    def component(self) -> Component:
        """What the request is about; its course is read."""
        raise NotImplementedError

    @property
    def course(self) -> Course:
        return self.access.course

    @property
    def me(self) -> Enrollment | None:
        return self.access.enrollment

    @cached_property
    def mates(self) -> Sequence[Enrollment]:
        """Who hands in as one with the asker, who is among them, by login."""
        if self.me is None:
            return []
        if self.entrant is None or self.entrant.members == (self.me.pk,):
            return [self.me]
        return teams.people(self.entrant.members)

    @cached_property
    def entrant(self) -> Entrant | None:
        """As whom the asker hands in; None for anybody but students."""
        if self.me is None or not self.me.is_student:
            return None
        return teams.entrant(component=self.component, enrollment=self.me)

    @property
    def is_released(self) -> bool:
        """Whether students may see and do more than read the dates."""
        return self.component.released is None or self.at >= self.component.released

    @cached_property
    def own(self) -> Own:
        """The component with the asker's own deadlines beside the course's."""
        return own_of(self.component, course=self.course, enrollment=self.me)

    @property
    def last_deadline(self) -> datetime | None:
        """After it nothing of the asker counts."""
        return last(self.own.component)

    @property
    def class_deadline(self) -> datetime | None:
        """After it nothing counts of those without an extension."""
        return last(self.component)

    def is_after_deadline(self, received_at: datetime) -> bool:
        """Tell whether what came then counts for nothing."""
        return self.last_deadline is not None and received_at > self.last_deadline


def is_asked(component: Component, enrollment: Enrollment | None) -> bool:
    """Tell whether the track that somebody is in has *component*."""
    track = enrollment.track if enrollment else None
    assignment = component.assignment
    parts = {component.slug, assignment.slug, assignment.category.slug}
    return track is None or not parts & set(track.without)
