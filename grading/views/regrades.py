"""The regrade requests of a course, for its staff."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops import clock, selectors
from courseops.permissions import Permission, access
from grading.policy.asking import days_of
from grading.regrades import listing
from grading.regrades.forms import RegradeFilter

PAGE_SIZE = 50


@login_required
@require_safe
def regrades(request: HttpRequest, course: str) -> HttpResponse:
    """List the requests by what is to be done about them."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.DECIDE_REGRADES
    )
    form = RegradeFilter(request.GET, components=selectors.components(found.course))
    wanted, me = form.chosen(), found.enrollment
    tabs = listing.tabs(found.course, chosen=wanted["show"], me=me)
    if not any(tab.is_chosen for tab in tabs):
        # Somebody without a place in the course has no requests of their own.
        wanted["show"] = "open"
    rows = listing.requests(found.course, me=me, **wanted)
    context = {
        "access": found,
        "course": found.course,
        "at": clock.now(),
        "form": form,
        "tabs": tabs,
        "chosen": wanted,
        "days": days_of(found.course.regrades),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "grading/regrades.html", context)
