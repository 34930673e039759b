"""Which results of a category count right now, for pages to show beside their own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading.counting import counting
from grading.whose import book_of, whose


@login_required
@require_GET
def category_standing(request: HttpRequest, course: str, category: str) -> HttpResponse:
    """Show what counts and what is dropped; htmx asks for the part without a page."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    student = whose(found, login=request.GET.get("student", ""))
    if student is None:
        raise Http404("Name a student")
    book = book_of(found, student, at=clock.now())
    plans = {one.slug: one for one in book.plan.categories}
    plan = plans.get(category)
    if plan is None:
        raise Http404("No such category")
    own = found.enrollment is not None and student.pk == found.enrollment.pk
    context = {
        "access": found,
        "course": found.course,
        "student": student,
        "is_own": own,
        "query": "" if own else f"?student={student.user.login}",
        "title": plan.title,
        "counting": counting(book, plan, 0),
    }
    fragment = request.htmx  # type: ignore[attr-defined]  # set by django_htmx
    page = "grading/_counting.html" if fragment else "grading/counting.html"
    return render(request, page, context)
