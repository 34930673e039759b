"""One component's mark and how it came about."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading.cutoff_curve import draw
from grading.policy.book import Gradebook
from grading.policy.plan import AssignmentPlan, CategoryPlan, ComponentPlan
from grading.report import component_line
from grading.views.regrade_of_mark import about_mark
from grading.whose import book_of, whose


@login_required
@require_GET
def component_mark(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the mark; htmx asks for the part that stands on the component's page."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    student = whose(found, login=request.GET.get("student", ""))
    if student is None:
        raise Http404("Name a student")
    book = book_of(found, student, at=at)
    category, assignment, plan = _find(book, component)
    line = component_line(book, plan, 0)
    own = found.enrollment is not None and student.pk == found.enrollment.pk
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "student": student,
        "is_own": own,
        "may_extend": found.allows(Permission.GRANT_EXTENSIONS),
        "may_override": found.allows(Permission.OVERRIDE_MARKS),
        "query": "" if own else f"?student={student.user.login}",
        "category": category,
        "assignment": assignment,
        "line": line,
        "curve": draw(line.cutoffs, line.raw) if line.cutoffs else None,
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "grading/_mark.html", context)
    context |= about_mark(found, student, line, at=at)
    return render(request, "grading/component_mark.html", context)


def _find(
    book: Gradebook, slug: str
) -> tuple[CategoryPlan, AssignmentPlan, ComponentPlan]:
    for category, assignment, component in book.plan.components():
        if component.slug == slug and book.components[slug].applies[0]:
            return category, assignment, component
    raise Http404("No such component")
