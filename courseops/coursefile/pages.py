"""What pages change in a course file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from courseops import clock
from courseops.coursefile.changing import RefusedSectionsError, change_sections
from courseops.models import User
from courseops.permissions import Access, Permission, access
from grading.curve_form import CurveForm


@login_required
@require_POST
def save_curve(request: HttpRequest, course: str) -> HttpResponse:
    """Make what the studio shows the course's curve and scale, with a reason."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.PUBLISH_LETTERS
    )
    studio = reverse("grading:curve_studio", args=[course])
    form = CurveForm(request.POST, course=found.course)
    if not form.letters or not form.is_valid():
        messages.error(request, "Nothing was saved: look at the marked numbers.")
    elif not request.POST.get("reason", "").strip():
        messages.error(request, "Nothing was saved: say why, for the record.")
    elif _save(request, found, form):
        return redirect(studio)
    return redirect(f"{studio}?{urlencode(form.typed())}")


def _save(request: HttpRequest, found: Access, form: CurveForm) -> bool:
    letters = (found.course.letters or {}) | {"scale": form.scale()}
    try:
        changes = change_sections(
            course=found.course,
            sections={"curve": form.section(), "letters": letters},
            actor=request.user if isinstance(request.user, User) else None,
            why=request.POST["reason"].strip(),
            at=clock.now(),
        )
    except RefusedSectionsError as error:
        messages.error(request, f"Nothing was saved. {error}")
        return False
    if changes:
        messages.success(request, f"Saved. {'; '.join(changes)}.")
    else:
        messages.info(request, "Nothing to save: this is the course's curve.")
    return True
