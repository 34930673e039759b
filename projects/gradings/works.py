"""Works as graders see them: whose they are, their versions, what they were given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from courseops.models import Enrollment, User
from courseops.teams import Entrant
from projects.agreeing import Judgement, agreed, difference
from projects.counting import Version, counting_version
from projects.models import Grading
from projects.rubric import Rubric

# Graders who are apart by more than this share of the maximum are to be looked at.
BOUND = 0.1
_EPSILON = 1e-9


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one student or team is graded for, in one version.

    ``version`` is the one that counts, unless another was asked for; None where nothing
    was handed in. ``graders`` are assigned, ``everything`` holds the gradings of all
    versions, drafts among them.
    """

    entrant: Entrant
    members: Sequence[Enrollment]
    team: str
    rubric: Rubric
    takes_files: bool
    versions: Sequence[Version] = ()
    version: Version | None = None
    graders: Sequence[Enrollment] = ()
    everything: Sequence[Grading] = ()

    @property
    def first(self) -> Enrollment:
        """Under whom the work is listed."""
        return next(
            (one for one in self.members if one.pk == self.entrant.first),
            self.members[0],
        )

    @property
    def title(self) -> str:
        """What it is called: the team's name, or the student's."""
        return self.team or self.first.user.get_full_name()

    def is_named(self, search: str) -> bool:
        """Tell whether each word of *search* is in the team's name, a name or a login."""
        names = (f"{x.user.login} {x.user.name} {x.user.email}" for x in self.members)
        known = " ".join([self.team, *names]).casefold()
        return all(word in known for word in search.casefold().split())

    @property
    def owner(self) -> Enrollment:
        """Whose gradings of this version are: who handed it in."""
        return self.version.handin.enrollment if self.version else self.first

    @property
    def is_there(self) -> bool:
        """Whether there is something to grade."""
        return self.version is not None or not self.takes_files

    @property
    def is_latest(self) -> bool:
        return self.version is None or self.version == self.versions[-1]

    @property
    def is_counting(self) -> bool:
        """Whether this version is the one that counts."""
        return self.version == counting_version(self.versions)

    @property
    def gradings(self) -> Sequence[Grading]:
        """What this version was given, drafts too."""
        return [one for one in self.everything if self._is_here(one)]

    @property
    def elsewhere(self) -> Sequence[Grading]:
        """What other versions were given, and is kept."""
        return [
            one for one in self.everything if one.done_at and not self._is_here(one)
        ]

    @property
    def done(self) -> Sequence[Grading]:
        """The finished gradings of this version, without one that settles."""
        return [one for one in self.gradings if one.done_at and not one.settles]

    @property
    def settling(self) -> Grading | None:
        return next((x for x in self.gradings if x.settles and x.done_at), None)

    @property
    def points(self) -> float | None:
        """What it counts; None while it waits for a grader."""
        return agreed(self._judgements, asked=len(self.graders))

    @property
    def difference(self) -> float | None:
        """By how many points its graders are apart; None with fewer than two."""
        return difference(self._judgements) if len(self.done) > 1 else None

    @property
    def is_apart(self) -> bool:
        """Whether its graders are further apart than they should be."""
        apart = self.difference
        return apart is not None and apart > BOUND * self.rubric.most + _EPSILON

    @property
    def differs(self) -> bool:
        """Whether somebody has to settle it."""
        return self.is_apart and self.settling is None

    def by(self, user: User) -> Grading | None:
        """Return what *user* gave this version, or is about to."""
        return next(
            (x for x in self.gradings if x.grader_id == user.pk and not x.settles), None
        )

    def is_for(self, user: User) -> bool:
        """Tell whether *user* is among its graders."""
        return any(one.user_id == user.pk for one in self.graders)

    def is_blind(self, user: User) -> bool:
        """Tell whether *user* may not see yet what others gave: who judges, judges alone."""
        own = self.by(user)
        if own is None:
            return self.is_there and self.is_for(user)
        return own.done_at is None

    def seen_by(self, user: User) -> Sequence[Grading]:
        """Return the finished gradings of this version that *user* may see."""
        blind = self.is_blind(user)
        return [
            one
            for one in self.gradings
            if one.done_at and not (blind and (one.settles or one.grader_id != user.pk))
        ]

    def in_version(self, number: int) -> Self | None:
        """Return it with another version to look at; None where there is no such."""
        found = [one for one in self.versions if one.number == number]
        return replace(self, version=found[0]) if found else None

    @property
    def _judgements(self) -> Sequence[Judgement]:
        return [
            Judgement(points=one.points, settles=one.settles)
            for one in self.gradings
            if one.done_at and one.points is not None
        ]

    def _is_here(self, grading: Grading) -> bool:
        return grading.handin_id == (self.version.handin.pk if self.version else None)
