"""A student's cap on the slack days that a component may take."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from courseops import clock
from courseops.deadlines import own_of
from courseops.decisions.slack import SlackCapRefusedError, cap_own_slack
from courseops.models import Component
from courseops.navigation import component_url
from courseops.own_dates import cap_form
from courseops.permissions import Permission, access


@login_required
@require_POST
def slack_cap(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Set or take away one's own cap, then show the component again."""
    at = clock.now()
    found = access(user=request.user, course_slug=course, permission=Permission.SUBMIT)
    if found.enrollment is None or not found.enrollment.is_student:
        raise PermissionDenied
    part = Component.objects.filter(course=found.course, slug=component).first()
    if part is None:
        raise Http404("No such component")
    part.course = found.course
    mine = own_of(part, course=found.course, enrollment=found.enrollment).component
    form = cap_form(mine, data=request.POST)
    if form.is_valid():
        days = form.cleaned_data["days"]
        try:
            cap_own_slack(component=mine, student=found.enrollment, days=days, at=at)
            messages.success(request, "Saved how many slack days may be taken here.")
        except SlackCapRefusedError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, "Choose one of the numbers of days.")
    return redirect(component_url(course=found.course, component=part))
