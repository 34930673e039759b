"""Study groups: students make, join and leave them; staff see and mend all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courseops.models import Enrollment
from courseops.permissions import Permission
from participation import studygroups
from participation.grouplist import group_of, groups, without_group
from participation.grouprules import (
    GroupRefusedError,
    Rules,
    TextRefusedError,
    rules_of,
)
from participation.place import Place, find_place, find_student

Form = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a student asks for, and under which rules."""

    rules: Rules
    student: Enrollment
    form: Form
    at: datetime


@login_required
@require_safe
def study_groups(request: HttpRequest, course: str) -> HttpResponse:
    """Show the groups: to students those that one may join and their own."""
    place = find_place(request, course, Permission.VIEW_COURSE)
    return _page(request, place, find_rules(place))


@login_required
@require_POST
def change_group(request: HttpRequest, course: str, act: str) -> HttpResponse:
    """Do one thing about the asker's group, or say why it cannot be."""
    place = find_place(request, course, Permission.SUBMIT)
    student, rules = find_student(place), find_rules(place)
    if act not in ACTS:
        raise Http404("No such act")
    asked = Asked(rules=rules, student=student, form=request.POST, at=place.at)
    try:
        told = ACTS[act](asked)
    except TextRefusedError as error:
        return _page(request, place, rules, refused=act, error=str(error))
    except GroupRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect("participation:study_groups", place.course.slug)


def key_of(form: Form) -> int:
    """Return the key of the group that a form names, 0 (nobody's) for none."""
    text = form.get("group", "")
    fits = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if fits else 0


def find_rules(place: Place) -> Rules:
    """Return the rules of the course's study groups; raises Http404 without any."""
    rules = rules_of(place.course)
    if rules is None:
        raise Http404("No study groups here")
    return rules


def _page(
    request: HttpRequest, place: Place, rules: Rules, **refused: Any
) -> HttpResponse:
    every = groups(place.course, rules)
    me = place.access.enrollment
    is_staff = place.access.is_staff
    own = group_of(every, me) if me else None
    context = place.context() | {
        "rules": rules,
        "own": own,
        "groups": [one for one in every if one.members and one != own],
        "empty": [one for one in every if not one.members],
        "is_student": me is not None and me.is_student,
        "can_join": place.access.allows(Permission.SUBMIT)
        and not rules.is_over(place.at),
        "alone": without_group(place.course) if is_staff else [],
        "typed": request.POST,
        **refused,
    }
    name = "study_groups_staff" if is_staff else "study_groups"
    status = 422 if refused else 200
    return render(request, f"participation/{name}.html", context, status=status)


def _make(asked: Asked) -> str:
    group = studygroups.make(
        rules=asked.rules,
        student=asked.student,
        name=asked.form.get("name", ""),
        about=asked.form.get("about", ""),
        at=asked.at,
    )
    return f"“{group.name}” is made, and you are in it."


def _join(asked: Asked) -> str:
    group = studygroups.join(
        rules=asked.rules,
        student=asked.student,
        group=key_of(asked.form),
        at=asked.at,
    )
    return f"You are in “{group.name}” now."


def _leave(asked: Asked) -> str:
    group = studygroups.leave(student=asked.student, at=asked.at)
    return f"You have left “{group.name}”."


def _change(asked: Asked) -> str:
    group = studygroups.change(
        student=asked.student,
        name=asked.form.get("name", ""),
        about=asked.form.get("about", ""),
        is_open="is_open" in asked.form,
        at=asked.at,
    )
    state = "open to others" if group.is_open else "closed to others"
    return f"“{group.name}” is saved; it is {state}."


ACTS: Mapping[str, Callable[[Asked], str]] = {
    "make": _make,
    "join": _join,
    "leave": _leave,
    "change": _change,
}
