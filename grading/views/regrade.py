"""Students ask for a regrade, and both sides talk about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from courseops import clock
from courseops.models import Component
from grading.regrades import regrading
from grading.regrades.forms import AskForm, MessageForm
from grading.regrades.place import find_asker, find_regrade
from grading.regrades.regrading import RegradeRefusedError
from grading.regrades.standing import asking, shown_line
from grading.views.regrade_page import regrade_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the mark and until when it may be asked about; take the request."""
    found, student = find_asker(request, course)
    at = clock.now()
    work = get_object_or_404(
        Component.objects.select_related("assignment"),
        course=found.course,
        slug=component,
        archived=False,
    )
    work.course = student.course = found.course
    line = shown_line(component=work, student=student, at=at)
    if line is None:
        raise Http404("No such component")
    form = AskForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            made = regrading.ask(component=work, student=student, text=text, at=at)
        except RegradeRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your request is open: staff see it now.")
            return redirect("grading:regrade", found.course.slug, made.pk)
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "line": line,
        "asking": asking(student=student, line=line, at=at),
        "form": form,
        "is_own": True,
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "grading/regrade_ask.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Show a request; take a message."""
    place = find_regrade(request, course, pk)
    if request.method != "POST":
        return regrade_page(request, place)
    if not place.may_write:
        raise PermissionDenied
    form = MessageForm(request.POST, may_note=place.may_decide)
    if form.is_valid():
        try:
            written = regrading.write(
                request=place.regrade,
                text=form.cleaned_data["text"],
                author=place.actor,
                for_staff=form.cleaned_data.get("for_staff", False),
                link=place.link,
                at=place.at,
            )
        except RegradeRefusedError as error:
            form.add_error(None, str(error))
            place = find_regrade(request, course, pk)
        else:
            return redirect(f"{request.path}#message-{written.pk}")
    return regrade_page(request, place, message_form=form, status=422)


@login_required
@require_POST
def withdraw(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Take one's own request back."""
    place = find_regrade(request, course, pk)
    if not (place.is_own and place.may_write):
        raise PermissionDenied
    try:
        regrading.withdraw(request=place.regrade, actor=place.actor, at=place.at)
        messages.success(request, "Your request is withdrawn.")
    except RegradeRefusedError as error:
        messages.error(request, str(error))
    return redirect("grading:regrade", place.course.slug, pk)
