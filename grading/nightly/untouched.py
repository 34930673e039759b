"""Finds grades that changed though nobody touched them.

Marks are derived, so last night's grades can be computed once more from today's facts:
where they come out as they were, what changed since came with time (an arrival, a
deadline). Where they do not, somebody must have changed a fact of the past, a decision
or a rule, and then there is a record of it. Without one, the rules of this program or
the rows of the database changed underneath.
"""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from courseops.models import AuditEvent, Course, Enrollment, TeamMember
from grading import gradebook, statement
from grading.nightly.differences import Exported, same, students_of, whole_differs
from leaderboard.selectors.news import enrollments_with_news

# What is dated before its transaction ends may have been missed last night.
_OVERLAP = timedelta(minutes=1)
_OF_STUDENT = re.compile(r"(?: of |^enrollment:)(?P<login>\S+)$")
# A submission that was scored again is known by its score.
_OF_SUBMISSION = "submission:"


def untouched(
    *, course: Course, before: Exported, after: Exported, since: datetime
) -> list[str]:
    """Return the logins whose total, final or letter changed without anybody's doing.

    *before* is the export of the instant *since*, *after* the present one.
    """
    old, new = students_of(before), students_of(after)
    changed = [
        login for login in new if login in old and whole_differs(old[login], new[login])
    ]
    if not changed or _everybody_is_touched(course, since):
        return []
    again = _as_of(course, since)
    rewritten = [one for one in changed if whole_differs(old[one], again[one])]
    touched = _touched(course, since)
    # Under a curve a letter follows from everybody's totals.
    letters_follow = bool(course.curve and touched)
    return [
        login
        for login in rewritten
        if login not in touched
        and not (letters_follow and _only_letter(old[login], again[login]))
    ]


def _only_letter(one: Exported, other: Exported) -> bool:
    return all(same(one.get(name), other.get(name)) for name in ("total", "final"))


def _as_of(course: Course, at: datetime) -> dict[str, Exported]:
    book = gradebook.load(course=course, at=at)
    return {
        login: statement.student(book, row)
        for row, login in enumerate(book.students.login)
    }


def _everybody_is_touched(course: Course, since: datetime) -> bool:
    """Tell whether something was recorded that is about no single student."""
    return any(
        not target.startswith(_OF_SUBMISSION) and not _OF_STUDENT.search(target)
        for target in _recorded(course, since)
    )


def _touched(course: Course, since: datetime) -> Collection[str]:
    """Return who had a submission received or scored, or a change recorded; by team."""
    named = {
        found["login"]
        for target in _recorded(course, since)
        if (found := _OF_STUDENT.search(target))
    }
    keys = enrollments_with_news(course=course, since=since - _OVERLAP)
    people = Enrollment.objects.filter(course=course)
    direct = set(
        people.filter(user__login__in=named).values_list("pk", flat=True)
    ) | set(keys)
    teams = TeamMember.objects.filter(team__course=course, enrollment__in=direct)
    mates = TeamMember.objects.filter(team__in=teams.values("team"))
    everyone = direct | set(mates.values_list("enrollment", flat=True))
    return set(people.filter(pk__in=everyone).values_list("user__login", flat=True))


def _recorded(course: Course, since: datetime) -> list[str]:
    events = AuditEvent.objects.filter(course=course, at__gte=since - _OVERLAP)
    return list(events.values_list("target", flat=True))
