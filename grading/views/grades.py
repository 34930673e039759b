"""My grades; for staff, everybody's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.models import Basis, Enrollment
from courseops.permissions import Access, Permission, access
from grading import gradebook, statement
from grading.derivation.steps import none_if_nan
from grading.exports import FORMATS
from grading.forms import StudentPicker, StudentSearch
from grading.policy.book import Gradebook
from grading.report import report
from grading.whose import book_of, whose

PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class StudentLine:
    """A student in the list of the whole class."""

    login: str
    name: str
    track: str | None
    basis: str
    status: str
    total: float | None
    final: float | None
    letter: str | None
    pending: int
    missing: int


@login_required
@require_GET
def grades(request: HttpRequest, course: str) -> HttpResponse:
    """Show one student's grades, or to staff who name nobody the class."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    student = whose(found, login=request.GET.get("student", ""))
    if student is None:
        return _class(request, found, at)
    return _one(request, found, student, at)


def _one(
    request: HttpRequest, found: Access, student: Enrollment, at: datetime
) -> HttpResponse:
    book = book_of(found, student, at=at)
    own = found.enrollment is not None and student.pk == found.enrollment.pk
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "student": student,
        "is_own": own,
        "query": "" if own else f"?student={student.user.login}",
        "report": report(book, 0),
    }
    if found.allows(Permission.VIEW_ALL_GRADES):
        context["picker"] = StudentPicker(
            {"student": student.user.login}, course=found.course
        )
    return render(request, "grading/grades.html", context)


def _class(request: HttpRequest, found: Access, at: datetime) -> HttpResponse:
    book = gradebook.load(course=found.course, at=at)
    form = StudentSearch(request.GET)
    wanted = form.cleaned_data["search"] if form.is_valid() else ""
    rows = [row for row in range(len(book)) if _matches(book, row, wanted)]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "access": found,
        "course": found.course,
        "at": at,
        "form": form,
        "filtered": bool(wanted),
        "page": page,
        "lines": [_line(book, row) for row in page],
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "grading/_class_table.html", context)
    here = found.course.slug
    context |= {
        "students": len(book),
        "unweighted": [c.title for c in book.plan.categories if c.lacks_weight],
        "exports": [
            (name.upper(), reverse("grading:export", args=[here, name]))
            for name in FORMATS
        ],
    }
    return render(request, "grading/class.html", context)


def _matches(book: Gradebook, row: int, wanted: str) -> bool:
    people = book.students
    text = f"{people.name[row]} {people.login[row]} {people.email[row]}"
    return wanted.casefold() in text.casefold()


def _line(book: Gradebook, row: int) -> StudentLine:
    people = book.students
    states = [
        component["state"]
        for component in statement.student(book, row)["components"].values()
    ]
    return StudentLine(
        login=people.login[row],
        name=people.name[row] or people.login[row],
        track=people.track[row],
        basis=Basis(people.basis[row]).label,
        status=people.status[row],
        total=none_if_nan(book.total.mark[row]),
        final=none_if_nan(book.final.mark[row]),
        letter=book.letter[row],
        pending=states.count("pending"),
        missing=states.count("missing"),
    )
