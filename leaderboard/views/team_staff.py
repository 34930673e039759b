"""All teams of a competition, for its staff, who may put a student elsewhere."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.models import Enrollment, Role
from courseops.permissions import Permission
from courseops.teaming import looking, names, placing
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import rules_of
from leaderboard.place import Place, find_place
from leaderboard.views.team import change_of


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
        help_text="The name of one here, or of a new one. Empty: in no team.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "team-names"}),
    )
    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change, for the staff of the course.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, place: Place) -> None:
        super().__init__(data)
        self._course = place.course

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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List the teams and who is in none; put a student elsewhere (POST)."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    if rules_of(place.component).largest == 1:
        raise Http404("No teams here")
    if request.method != "POST":
        return _show(request, place, PlaceForm(None, place=place))
    place = find_place(request, course, component, Permission.CHANGE_CLASS)
    form = PlaceForm(request.POST, place=place)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            told = placing.place(
                change=change_of(request, place, why=asked["reason"]),
                student=asked["login"],
                name=asked["team"],
            )
        except TeamRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(asked["login"], asked["team"]))
            for sentence in told:
                messages.info(request, sentence)
            return redirect("leaderboard:teams", course, component)
    return _show(request, place, form, status=422)


def _told(student: Enrollment, team: str) -> str:
    where = f"team “{team}”" if team else "no team"
    return f"{student.user} is in {where} now."


def _show(
    request: HttpRequest, place: Place, form: PlaceForm, *, status: int = 200
) -> HttpResponse:
    context = place.context() | {
        "seating": looking.seating(place.component),
        "team_rules": rules_of(place.component),
        "form": form,
        "can_place": place.access.allows(Permission.CHANGE_CLASS),
    }
    return render(request, "leaderboard/teams.html", context, status=status)
