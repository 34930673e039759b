"""For graders: a line for each work, how far it is, and how far each grader is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from django.db.models.enums import TextChoices

from courseops.models import User
from projects.gradings.desk import Desk
from projects.gradings.works import Work
from projects.models import Grading


class State(TextChoices):
    """How far a work is."""

    NOTHING = "nothing", "Not handed in"
    OPEN = "open", "To grade"
    DIFFERS = "differs", "Graders differ"
    DONE = "done", "Graded"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A work as one of the staff may see it.

    ``given`` has each grader with what they gave: None where it is open, or not for
    the asker's eyes yet. ``is_hidden`` says that there is more than they see.
    """

    work: Work
    state: State
    given: Sequence[tuple[User | None, Grading | None]]
    is_mine: bool
    waits: bool
    is_hidden: bool

    @property
    def settled(self) -> float | None:
        """What counts alone, where the asker may know."""
        settling = None if self.is_hidden else self.work.settling
        return settling.points if settling else None

    @property
    def points(self) -> float | None:
        return None if self.is_hidden else self.work.points

    @property
    def difference(self) -> float | None:
        return None if self.is_hidden else self.work.difference


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one grader is; ``mean`` is of the points that the asker may see."""

    grader: User
    assigned: int
    open: int
    done: int
    mean: float | None


def lines(desk: Desk) -> list[Line]:
    """Return a line for each work."""
    return [_line(work, desk) for work in desk.works]


def state_of(work: Work) -> State:
    """Tell how far a work is, whoever asks."""
    if not work.is_there:
        return State.NOTHING
    if work.points is None:
        return State.OPEN
    return State.DIFFERS if work.differs else State.DONE


def chosen(found: Iterable[Line], *, search: str, state: str, mine: bool) -> list[Line]:
    """Return the lines of who has every word of *search* in a name, login or team."""
    return [
        line
        for line in found
        if (not state or line.state == state)
        and (line.is_mine or not mine)
        and line.work.is_named(search)
    ]


def progress(found: Sequence[Work], *, user: User) -> list[Progress]:
    """Return how far each grader is, by name."""
    people: dict[int, User] = {}
    assigned: defaultdict[int, int] = defaultdict(int)
    left: defaultdict[int, int] = defaultdict(int)
    done: defaultdict[int, int] = defaultdict(int)
    points: defaultdict[int, list[float]] = defaultdict(list)
    for work in found:
        finished = {one.grader_id for one in work.done}
        for grader in work.graders:
            people[grader.user_id] = grader.user
            assigned[grader.user_id] += 1
            left[grader.user_id] += grader.user_id not in finished
        for one in work.done:
            if one.grader is not None:
                people[one.grader.pk] = one.grader
                done[one.grader.pk] += 1
        for one in work.seen_by(user):
            if one.grader and one.points is not None and not one.settles:
                points[one.grader.pk].append(one.points)
    return [
        Progress(
            grader=one,
            assigned=assigned[key],
            open=left[key],
            done=done[key],
            mean=fsum(points[key]) / len(points[key]) if points[key] else None,
        )
        for key, one in sorted(
            people.items(), key=lambda item: item[1].get_full_name().casefold()
        )
    ]


def _line(work: Work, desk: Desk) -> Line:
    seen = {one.grader_id: one for one in work.seen_by(desk.user) if not one.settles}
    given: list[tuple[User | None, Grading | None]] = [
        (one.user, seen.pop(one.user_id, None)) for one in work.graders
    ]
    given += [(one.grader, one) for one in seen.values()]
    is_hidden = work.is_blind(desk.user) and bool(work.done or work.settling)
    return Line(
        work=work,
        state=State.OPEN if is_hidden else state_of(work),
        given=given,
        is_mine=work.is_for(desk.user) or work.by(desk.user) is not None,
        waits=desk.waits(work),
        is_hidden=is_hidden,
    )
