"""Answers to forms with files, which a script sends and shows the progress of.

Without scripts the browser sends the same form, and gets pages.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

# Tells the page's script from a stray page, such as a proxy's.
ANSWER = "X-Upload-Answer"


def is_by_script(request: HttpRequest) -> bool:
    """Tell whether the answer goes into the page that is there."""
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by django_htmx


def fragment(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Answer a script with what it puts below the form."""
    answer = render(request, template, context, status=status)
    answer[ANSWER] = "yes"
    return answer


def onward(request: HttpRequest, to: str, *address: str | int) -> HttpResponse:
    """Send the browser on; a script is told to, for it would load the page unseen."""
    found = redirect(to, *address)
    if is_by_script(request):
        return HttpResponseClientRedirect(found["Location"])
    return found
