"""The record of a course: every change and decision with who, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops.changes.proposing import TITLES
from courseops.changes.recorded import Difference, differences, verb_in_words
from courseops.changes.views.asking import staff
from courseops.models import AuditEvent, Course
from courseops.permissions import Permission
from grading.models import ClassChange

PAGE_SIZE = 50
SHOWN_DIFFERENCES = 8
OPEN = (
    ClassChange.State.PREVIEWED,
    ClassChange.State.QUEUED,
    ClassChange.State.RUNNING,
    ClassChange.State.FAILED,
)


class RecordFilter(forms.Form):
    """Which entries of the record to list."""

    search = forms.CharField(
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Student, component, reason"}
        ),
    )
    verb = forms.ChoiceField(required=False, label="What")
    by = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, course: Course) -> None:
        super().__init__(data, auto_id="record-%s")  # type: ignore[arg-type]
        events = AuditEvent.objects.filter(course=course)
        verbs = events.order_by("verb").values_list("verb", flat=True).distinct()
        people = events.filter(actor__isnull=False).order_by("actor__login")
        logins = people.values_list("actor__login", flat=True).distinct()
        for name, known in (
            ("verb", [(verb, verb_in_words(verb)) for verb in verbs]),
            ("by", [("-", "a command"), *((login, login) for login in logins)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = [("", "All"), *known]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: the differences shown at once, and those behind a fold."""

    event: AuditEvent
    title: str
    shown: Sequence[Difference]
    rest: Sequence[Difference]


@login_required
@require_GET
def changes(request: HttpRequest, course: str) -> HttpResponse:
    """List the record, newest first; htmx asks for the list alone."""
    found = staff(request, course, Permission.VIEW_ALL_GRADES)
    form = RecordFilter(request.GET, course=found.course)
    form.is_valid()
    wanted = {name: form.cleaned_data.get(name, "") for name in form.fields}
    page = Paginator(_events(found.course, wanted), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "access": found,
        "course": found.course,
        "form": form,
        "filtered": any(wanted.values()),
        "page": page,
        "entries": [_entry(event) for event in page],
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "changes/_record.html", context)
    under_way = ClassChange.objects.filter(course=found.course, state__in=OPEN)
    context["open_changes"] = [
        (one, TITLES.get(one.action, one.action))
        for one in under_way.select_related("actor").defer("preview")[:10]
    ]
    context["may_change"] = found.allows(Permission.CHANGE_CLASS)
    return render(request, "changes/record.html", context)


def _events(course: Course, wanted: dict[str, str]) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(course=course).select_related("actor")
    if text := wanted["search"]:
        events = events.filter(Q(target__icontains=text) | Q(why__icontains=text))
    if wanted["verb"]:
        events = events.filter(verb=wanted["verb"])
    if wanted["by"] == "-":
        events = events.filter(actor=None)
    elif wanted["by"]:
        events = events.filter(actor__login=wanted["by"])
    return events


def _entry(event: AuditEvent) -> Entry:
    found = differences(event.before, event.after)
    return Entry(
        event=event,
        title=verb_in_words(event.verb),
        shown=found[:SHOWN_DIFFERENCES],
        rest=found[SHOWN_DIFFERENCES:],
    )
