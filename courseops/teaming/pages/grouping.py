"""Staff put those in no team together: first they see who would come where."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from courseops.teaming import leftovers
from courseops.teaming.pages.desk import Desk


def group(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who would come where (GET); put them there (POST)."""
    if desk.rules.largest == 1:
        raise Http404("No teams here")
    if request.method != "POST":
        context = desk.context() | {"planned": leftovers.planned(desk.change())}
        return render(request, "teaming/group.html", context)
    done = leftovers.group(desk.change())
    number = len(done.seated)
    if number:
        people = "1 student is" if number == 1 else f"{number} students are"
        messages.success(request, f"{people} in a team now.")
    else:
        messages.info(request, "There was nobody to put into a team.")
    return desk.to("teams")
