"""The code of a session: opened, shown to the class, closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from participation.codes import (
    CodeRefusedError,
    close_code,
    is_open,
    open_code,
    starts_at,
)
from participation.forms import CodeForm
from participation.models import SessionCode
from participation.overview import present_in, students
from participation.place import Sitting, find_sitting
from participation.views.session import session_page


@login_required
@require_POST
def start_code(
    request: HttpRequest, course: str, series: str, session: str
) -> HttpResponse:
    """Open a new code for the session and show it to the class."""
    here = find_sitting(request, course, series, session)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return session_page(request, here, form, status=422)
    try:
        opens = starts_at(
            here.component,
            here.day,
            clock_time=form.cleaned_data["opens"],
            at=here.place.at,
        )
    except CodeRefusedError as error:
        form.add_error("opens", str(error))
        return session_page(request, here, form, status=422)
    open_code(
        component=here.component,
        session=here.day,
        opens_at=opens,
        minutes=form.cleaned_data["minutes"],
        actor=here.place.actor,
        at=here.place.at,
    )
    return redirect("participation:shown_code", course, series, session)


@login_required
@require_POST
def end_code(
    request: HttpRequest, course: str, series: str, session: str
) -> HttpResponse:
    """Let the session's code count no more."""
    here = find_sitting(request, course, series, session)
    close_code(code=_code(here), actor=here.place.actor, at=here.place.at)
    messages.success(request, "The code counts no more.")
    return redirect("participation:session", course, series, session)


@login_required
@require_safe
def shown_code(
    request: HttpRequest, course: str, series: str, session: str
) -> HttpResponse:
    """Show the code for the projector; htmx asks for how many have entered it."""
    here = find_sitting(request, course, series, session)
    code = _code(here)
    context = here.context() | {
        "code": code,
        "is_open": is_open(code, at=here.place.at),
        "is_to_come": here.place.at < code.opens_at <= code.expires_at,
        "present": present_in(here.component, here.day),
        "students": students(here.place.course),
    }
    fragment = request.htmx  # type: ignore[attr-defined]  # set by django_htmx
    name = "_shown_code" if fragment else "shown_code"
    return render(request, f"participation/{name}.html", context)


def _code(here: Sitting) -> SessionCode:
    found = SessionCode.objects.filter(component=here.component, session=here.day)
    code = found.first()
    if code is None:
        raise Http404("No code")
    # Its course is read already.
    code.component = here.component
    return code
