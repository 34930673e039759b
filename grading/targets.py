"""What of one student's grades staff can set or waive, by name.

Only what the student has: work of another track and archived work is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from courseops import selectors
from courseops.models import Component, Enrollment

WHOLE = {"total": "Total", "final": "Final", "letter": "Letter"}


class UnknownTargetError(ValueError):
    """There is no such target; the text names those that there are."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A mark that can be overridden, named as an override names it."""

    name: str
    title: str

    @property
    def is_letter(self) -> bool:
        return self.name == "letter"


def override_targets(student: Enrollment) -> Mapping[str, Target]:
    """Return everything of *student* that can be overridden, by name, top down."""
    work = _work(student)
    titles = dict(WHOLE)
    titles |= {
        f"category:{c.assignment.category.slug}": str(c.assignment.category)
        for c in work
    }
    titles |= {f"assignment:{c.assignment.slug}": str(c.assignment) for c in work}
    titles |= {f"component:{c.slug}": c.display_title for c in work}
    return {name: Target(name=name, title=title) for name, title in titles.items()}


def override_target(name: str, *, student: Enrollment) -> Target:
    """Return what *name* names. Raises UnknownTargetError."""
    known = override_targets(student)
    if name not in known:
        level = name.partition(":")[0]
        near = [one for one in known if one.startswith(f"{level}:")] or list(known)
        raise UnknownTargetError(_unknown(name, near, student))
    return known[name]


def waivers_for(student: Enrollment) -> Mapping[str, str]:
    """Return what can be waived for *student*, each with its title.

    Assignments, and as ``COMPONENT/code`` the code hand-ins that are asked for.
    """
    work = _work(student)
    found = {c.assignment.slug: str(c.assignment) for c in work}
    return found | {
        f"{c.slug}/code": f"Code of {c.display_title}" for c in work if c.code
    }


def check_waiver(name: str, *, student: Enrollment) -> None:
    """Raise UnknownTargetError where *name* is nothing that can be waived."""
    known = waivers_for(student)
    if name not in known:
        codes = [one for one in known if one.endswith("/code")]
        near = codes if name.endswith("/code") and codes else list(known)
        raise UnknownTargetError(_unknown(name, near, student))


def _work(student: Enrollment) -> list[Component]:
    return selectors.components(student.course, track=student.track)


def _unknown(name: str, known: list[str], student: Enrollment) -> str:
    track = f" in track {student.track.slug}" if student.track else ""
    return (
        f"{student.user.login}{track} has no “{name}”. There is:"
        f" {', '.join(known) or 'nothing'}."
    )
