"""Students make study groups, join and leave them; staff put them right.

A student is in one group at most, and a group has at most ``max`` members who are still
in the course. Nothing of it is graded. Every change locks the student, then the group, so
that two who want the last place at once follow one another.
"""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Course, Enrollment, Status, User
from participation.grouprules import (
    GroupRefusedError,
    Rules,
    check_open,
    checked_about,
    checked_name,
)
from participation.models import StudyGroup, StudyGroupMember

GONE = "That group is no more."


@transaction.atomic
def make(
    *, rules: Rules, student: Enrollment, name: str, about: str, at: datetime
) -> StudyGroup:
    """Return a new group with *student* in it.

    Raises GroupRefusedError where groups are joined no more, for who is in one, and
    TextRefusedError for a name or line that cannot be.
    """
    course = student.course
    # Locked, so that no two groups get one name.
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    check_open(course, rules, at=at)
    _check_alone(student)
    group = StudyGroup.objects.create(
        course=course,
        name=checked_name(name, course=course),
        about=checked_about(about),
        created_at=at,
    )
    _enter(group, student, at)
    _record("make", student, actor=student.user, before=None, after=group, at=at)
    return group


@transaction.atomic
def join(*, rules: Rules, student: Enrollment, group: int, at: datetime) -> StudyGroup:
    """Let *student* into the group with that key, and return it.

    Raises GroupRefusedError where groups are joined no more, for who is in one, and for
    a group that is no more, closed or full.
    """
    check_open(student.course, rules, at=at)
    _check_alone(student)
    found = _locked(student.course, group)
    if not found.is_open:
        raise GroupRefusedError(f"“{found.name}” is closed; ask somebody in it.")
    _check_free(found, rules)
    _enter(found, student, at)
    _record("join", student, actor=student.user, before=None, after=found, at=at)
    return found


@transaction.atomic
def leave(*, student: Enrollment, at: datetime) -> StudyGroup:
    """Take *student* out of their group, at any time; return what it was.

    A group that nobody is left in goes. Raises GroupRefusedError for who is in none.
    """
    found = _own(student)
    _remove(found, student)
    _record("leave", student, actor=student.user, before=found, after=None, at=at)
    return found


@transaction.atomic
def change(
    *, student: Enrollment, name: str, about: str, is_open: bool, at: datetime
) -> StudyGroup:
    """Call the student's group so, describe it so, open or close it; return it.

    Raises GroupRefusedError for who is in none, TextRefusedError for a name or line
    that cannot be.
    """
    Course.objects.select_for_update(no_key=True).get(pk=student.course.pk)
    found = _own(student)
    before = _described(found)
    found.name = checked_name(name, course=student.course, of=found)
    found.about = checked_about(about)
    found.is_open = is_open
    found.save(update_fields=["name", "about", "is_open"])
    audit.record(
        course=student.course,
        actor=student.user,
        verb="study_group.change",
        target=f"study group of {student.user.login}",
        before=before,
        after=_described(found),
        at=at,
    )
    return found


@transaction.atomic
def place(
    *,
    rules: Rules,
    student: Enrollment,
    group: int | None,
    actor: User | None,
    at: datetime,
) -> StudyGroup | None:
    """Put *student* into a group by its key, or into none; for staff.

    They are bound by the size, not by dates nor by whether it is open. Raises
    GroupRefusedError.
    """
    _lock(student)
    old = _group_of(student)
    new = None if group is None else _locked(student.course, group)
    if new == old:
        where = f"in “{new.name}”" if new else "in no group"
        raise GroupRefusedError(f"{student.user} is {where} already.")
    if old is not None:
        _remove(old, student)
    if new is not None:
        _check_free(new, rules)
        _enter(new, student, at)
    _record("place", student, actor=actor, before=old, after=new, at=at)
    return new


@transaction.atomic
def dissolve(
    *, course: Course, group: int, actor: User | None, at: datetime
) -> StudyGroup:
    """Let a group be no more, and return what it was; raises GroupRefusedError."""
    found = _locked(course, group)
    people = Enrollment.objects.filter(study_group__group=found)
    logins = sorted(people.values_list("user__login", flat=True))
    audit.record(
        course=course,
        actor=actor,
        verb="study_group.dissolve",
        target=f"study group “{found.name}”",
        before={"members": ", ".join(logins)},
        at=at,
    )
    StudyGroup.objects.filter(pk=found.pk).delete()
    return found


def _lock(student: Enrollment) -> None:
    """Let one transaction at a time change where a student is.

    Only PostgreSQL needs the rows' locks; SQLite's transaction excludes all writers.
    """
    Enrollment.objects.select_for_update(no_key=True).get(pk=student.pk)


def _locked(course: Course, group: int) -> StudyGroup:
    rows = StudyGroup.objects.select_for_update(no_key=True)
    found = rows.filter(course=course, pk=group).first()
    if found is None:
        raise GroupRefusedError(GONE)
    return found


def _group_of(student: Enrollment) -> StudyGroup | None:
    return StudyGroup.objects.filter(members__enrollment=student).first()


def _own(student: Enrollment) -> StudyGroup:
    _lock(student)
    found = _group_of(student)
    if found is None:
        raise GroupRefusedError("You are in no study group.")
    return _locked(student.course, found.pk)


def _check_alone(student: Enrollment) -> None:
    _lock(student)
    if found := _group_of(student):
        raise GroupRefusedError(f"You are in “{found.name}” already; leave it first.")


def _check_free(group: StudyGroup, rules: Rules) -> None:
    there = group.members.filter(enrollment__status=Status.ACTIVE).count()
    if there >= rules.largest:
        raise GroupRefusedError(
            f"“{group.name}” is full: a group has at most {rules.largest} members."
        )


def _enter(group: StudyGroup, student: Enrollment, at: datetime) -> None:
    StudyGroupMember.objects.create(group=group, enrollment=student, joined_at=at)


def _remove(group: StudyGroup, student: Enrollment) -> None:
    group.members.filter(enrollment=student).delete()
    StudyGroup.objects.filter(pk=group.pk, members=None).delete()


def _described(group: StudyGroup) -> dict[str, object]:
    return {"group": group.name, "about": group.about, "is open": group.is_open}


def _record(
    act: str,
    student: Enrollment,
    *,
    actor: User | None,
    before: StudyGroup | None,
    after: StudyGroup | None,
    at: datetime,
) -> None:
    audit.record(
        course=student.course,
        actor=actor,
        verb=f"study_group.{act}",
        target=f"study group of {student.user.login}",
        before={"group": before.name} if before else None,
        after={"group": after.name} if after else None,
        at=at,
    )
