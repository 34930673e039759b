"""What handing in now would cost and gain, beside the form that uploads."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading.prospects import outlook
from grading.whose import book_of


@login_required
@require_GET
def prospect(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell the student who asks what an upload at this moment would count as."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_OWN_GRADES
    )
    student = found.enrollment
    if student is None or not student.is_student:
        raise Http404("Only students hand in for marks")
    book = book_of(found, student, at=clock.now())
    plans = {one.slug: one for _, _, one in book.plan.components()}
    plan = plans.get(component)
    if plan is None or not book.components[component].applies[0]:
        raise Http404("No such component")
    context = {
        "access": found,
        "course": found.course,
        "outlook": outlook(book, plan, 0),
        "title": plan.title,
    }
    page = "grading/_prospect.html" if request.htmx else "grading/prospect.html"  # type: ignore[attr-defined]  # set by django_htmx
    return render(request, page, context)
