"""For staff: score submissions once more, one or all that a filter chooses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from courseops import clock
from courseops.models import User
from courseops.permissions import Access, Permission, access
from leaderboard import rescoring
from leaderboard.forms import MonitorForm
from leaderboard.models import Submission
from leaderboard.selectors import monitor as selectors
from leaderboard.selectors.monitor import Filter


@login_required
@require_POST
def rescore(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Queue one submission again and go back to where the asker was."""
    found = _staff(request, course)
    chosen = selectors.submissions(course=found.course, chosen=Filter()).filter(pk=pk)
    if not chosen:
        raise Http404("No such submission")
    _rescore(request, found, list(chosen))
    return redirect(_back(request, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rescore_chosen(request: HttpRequest, course: str) -> HttpResponse:
    """Ask first how many that would be (GET), then queue them all again (POST)."""
    found = _staff(request, course)
    form = MonitorForm(request.GET, course=found.course)
    chosen = form.chosen()
    rows = rescoring.settled(selectors.submissions(course=found.course, chosen=chosen))
    back = f"{reverse('leaderboard:monitor', args=[course])}?{request.GET.urlencode()}"
    if request.method == "POST":
        _rescore(request, found, list(rows))
        return redirect(back)
    return render(
        request,
        "leaderboard/rescore.html",
        {
            "access": found,
            "course": found.course,
            "chosen": chosen,
            "number": rows.count(),
            "back": back,
        },
    )


def _staff(request: HttpRequest, course: str) -> Access:
    return access(user=request.user, course_slug=course, permission=Permission.RESCORE)


def _rescore(
    request: HttpRequest, found: Access, submissions: list[Submission]
) -> None:
    actor = request.user if isinstance(request.user, User) else None
    queued = rescoring.rescore(submissions=submissions, actor=actor, at=clock.now())
    if queued:
        messages.success(
            request,
            f"{queued} submission{'s' if queued > 1 else ''} queued to be scored again.",
        )
    else:
        messages.warning(
            request, "Nothing to score again: it is queued, being scored or cancelled."
        )


def _back(request: HttpRequest, found: Access) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("leaderboard:monitor", args=[found.course.slug])
