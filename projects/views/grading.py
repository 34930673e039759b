"""What there is to grade in a component: the list, and all gradings as a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.models import Component
from projects.gradings.desk import desk_of
from projects.gradings.forms import WorksFilter
from projects.gradings.listing import State, chosen, lines, progress
from projects.gradings.table import as_csv

PAGE_SIZE = 50


@login_required
@require_safe
def grading(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List whose work is how far, and how far each grader is."""
    desk = desk_of(request, course, component)
    form = WorksFilter(request.GET, auto_id="works-%s")
    wanted = form.chosen()
    everything = lines(desk)
    searched = chosen(everything, **wanted | {"state": ""})
    found = chosen(searched, search="", state=wanted["state"], mine=False)
    counts = [
        (state, sum(one.state == state for one in searched))
        for state in State
        if state != State.NOTHING or desk.place.takes_files
    ]
    context = desk.context() | {
        "form": form,
        "wanted": wanted,
        "is_filtered": any(wanted.values()),
        "counts": counts,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": sum(one.waits for one in everything),
        "next": desk.next_after(),
        "progress": progress(desk.works, user=desk.user),
    }
    return render(request, "projects/grading.html", context)


@login_required
@require_safe
def grading_csv(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Send all finished gradings that the asker may see."""
    desk = desk_of(request, course, component)
    return HttpResponse(
        as_csv(desk.works, rubric=desk.place.rubric, user=desk.user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": _attachment(desk.place.work)},
    )


def _attachment(component: Component) -> str:
    name = f"{component.course.slug}-{component.slug}-gradings.csv"
    return f'attachment; filename="{name}"'
