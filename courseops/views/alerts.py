"""What staff have to look at, and that somebody has."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from courseops import alerts, clock
from courseops.models import Alert, User
from courseops.permissions import Permission, access


@login_required
@require_POST
def close_alert(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Put an alert away for all staff, and go back to where the asker was."""
    found = access(user=request.user, course_slug=course, permission=Permission.RESCORE)
    alert = get_object_or_404(Alert, course=found.course, pk=pk)
    if isinstance(request.user, User):
        alerts.close(alert=alert, actor=request.user, at=clock.now())
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(wanted)
    return redirect(reverse("course", args=[found.course.slug]))
