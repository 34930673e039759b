"""How large study groups are, until when students join them, what they are called."""

from dataclasses import dataclass
from datetime import datetime

from courseops import written_times
from courseops.instants import in_words
from courseops.models import Course
from courseops.shown_names import fault, normalise
from participation.models import StudyGroup

SHORTEST, LONGEST, LONGEST_ABOUT = 2, 40, 300


class GroupRefusedError(ValueError):
    """The group stays as it is; the text is a sentence that says why."""


class TextRefusedError(GroupRefusedError):
    """A group cannot be called that, or described so."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the course file says: ``largest`` group, ``closes`` is None for no end."""

    largest: int
    closes: datetime | None

    def is_over(self, at: datetime) -> bool:
        """Tell whether students join groups no more."""
        return self.closes is not None and at > self.closes


def rules_of(course: Course) -> Rules | None:
    """Return the rules of the course's study groups; None where it has none."""
    given = course.study_groups
    if given is None:
        return None
    closes = given.get("join_by")
    return Rules(
        largest=given.get("max", 5),
        closes=closes
        and written_times.instant(closes, deadline=True, zone=course.zone),
    )


def check_open(course: Course, rules: Rules, *, at: datetime) -> None:
    """Raise GroupRefusedError unless students may join groups at that instant."""
    if rules.closes is not None and rules.is_over(at):
        then = in_words(rules.closes, zone=course.zone)
        raise GroupRefusedError(f"Study groups could be joined until {then}.")


def checked_name(name: str, *, course: Course, of: StudyGroup | None = None) -> str:
    """Return *name* as it is kept.

    Raises TextRefusedError where it is no readable name, or that of another group than
    *of*.
    """
    name = normalise(name)
    wrong = fault(name, called="A group's name", shortest=SHORTEST, longest=LONGEST)
    if wrong:
        raise TextRefusedError(wrong)
    others = StudyGroup.objects.filter(course=course).exclude(pk=of.pk if of else 0)
    if name.casefold() in {
        one.casefold() for one in others.values_list("name", flat=True)
    }:
        raise TextRefusedError("Another group has that name already.")
    return name


def checked_about(about: str) -> str:
    """Return the line about a group as it is kept; raises TextRefusedError."""
    about = normalise(about)
    if about and (
        wrong := fault(about, called="The line", shortest=1, longest=LONGEST_ABOUT)
    ):
        raise TextRefusedError(wrong)
    return about
