"""Who takes part in a competition as one: a student, or a team."""

from collections.abc import Collection, Sequence

from courseops import teams
from courseops.models import Enrollment, TeamMember
from courseops.teams import Entrant
from leaderboard.models import Competition


def entrants_of(
    *, competition: Competition, enrollments: Collection[int]
) -> Sequence[Entrant]:
    """Return who takes part for any of *enrollments* (primary keys), each once.

    Where none of them is in a team, the teams of the others are not read.
    """
    if not TeamMember.objects.filter(enrollment__in=enrollments).exists():
        keys = dict.fromkeys(enrollments)
        return [Entrant(team=None, members=(key,), first=key) for key in keys]
    return teams.entrants(component=competition.component, enrollments=enrollments)


def entrant_of(*, competition: Competition, enrollment: Enrollment) -> Entrant:
    """Return as whom *enrollment* takes part."""
    return entrants_of(competition=competition, enrollments=[enrollment.pk])[0]
