"""All teams of some work, for staff, who may put a student elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from courseops.models import Course, Enrollment, Role
from courseops.teaming import looking, names, placing
from courseops.teaming.pages.desk import Desk
from courseops.teaming.refusals import TeamRefusedError


class PlaceForm(forms.Form):
    """Who is to be in which team, and why."""

    login = forms.CharField(
        label="Student",
        max_length=150,
        help_text="A login.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "logins"}),
    )
    team = forms.CharField(
        required=False,
        max_length=names.LONGEST_KNOWN,
        help_text="The name of one here, or of a new one. Empty: in no team, and left alone where the rest is put together.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "team-names"}),
    )
    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change, for the staff of the course.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, course: Course) -> None:
        super().__init__(data)
        self._course = course

    def clean_login(self) -> Enrollment:
        """Return the student; refuse whoever is none."""
        login = str(self.cleaned_data["login"])
        found = Enrollment.objects.filter(
            course=self._course, role=Role.STUDENT, user__login=login
        ).select_related("user")
        student = found.first()
        if student is None:
            raise forms.ValidationError(f"“{login}” is no student of this course.")
        return student


def teams(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the teams and who is in none; put a student elsewhere (POST)."""
    if desk.rules.largest == 1:
        raise Http404("No teams here")
    if request.method != "POST":
        return _show(request, desk, PlaceForm(None, course=desk.asking.course))
    if not desk.places:
        raise PermissionDenied
    form = PlaceForm(request.POST, course=desk.asking.course)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            told = placing.place(
                change=desk.change(why=asked["reason"]),
                student=asked["login"],
                name=asked["team"],
            )
        except TeamRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(asked["login"], asked["team"]))
            for sentence in told:
                messages.info(request, sentence)
            return desk.to("teams")
    return _show(request, desk, form, status=422)


def _told(student: Enrollment, team: str) -> str:
    where = f"team “{team}”" if team else "no team"
    return f"{student.user} is in {where} now."


def _show(
    request: HttpRequest, desk: Desk, form: PlaceForm, *, status: int = 200
) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    seating = looking.seating(desk.component)
    apart = desk.component.working_alone.values_list("enrollment", flat=True)
    context = desk.context() | {
        "apart": set(apart) if desk.rules.grouped_from else (),
        "seating": seating,
        "found": looking.search(seating, query),
        "query": query,
        "form": form,
    }
    return render(request, "teaming/teams.html", context, status=status)
