"""The forms about attendance and on-call lectures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from courseops.models import Component, Course, Enrollment, Role, Status
from participation.codes import MINUTES, MOST_MINUTES
from participation.lectures import Lecture, lectures

MOST_BYTES = 2_000_000


class CodeForm(forms.Form):
    """For how long, and from when on, a code counts."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        initial=MINUTES,
        label="Minutes",
        help_text="How long it counts.",
    )
    opens = forms.TimeField(
        required=False,
        label="From",
        help_text="On the session's day; empty: from now on.",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )


class WatchedForm(forms.Form):
    """A file of who watched, and what it is about."""

    file = forms.FileField(
        label="File",
        help_text="CSV with <code>login</code> or <code>email</code>, and perhaps"
        " <code>session</code>, <code>watched_at</code> and <code>minutes</code>."
        " Nothing changes before you have seen what would.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    session = forms.ChoiceField(
        required=False, help_text="For lines that name no session."
    )
    least_minutes = forms.FloatField(
        min_value=0,
        initial=0,
        label="Least minutes",
        help_text="Where the file has minutes: who watched less is left.",
    )

    def __init__(self, *args: Any, sessions: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        days = [(day.isoformat(), _day(day)) for day in sessions]
        _choose(self, "session", [("", "Named in the file"), *days])

    def clean_session(self) -> date | None:
        """Return the day chosen, None for none."""
        text = self.cleaned_data["session"]
        return date.fromisoformat(text) if text else None

    def clean_file(self) -> Any:
        """Refuse what is too large to be shown back."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise forms.ValidationError(
                f"The file is larger than {most} MB; importattendance takes it."
            )
        return file


class AgreedForm(forms.Form):
    """What was shown, and agreed to: the presences, and the file they come from."""

    watched = forms.CharField(strip=False)
    source = forms.CharField(max_length=200)


class PlaceForm(forms.Form):
    """Which student is to be on call in which lecture."""

    login = forms.CharField(
        label="Student",
        max_length=150,
        help_text="A login.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "logins"}),
    )
    component = forms.ChoiceField(label="For")
    lecture = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        course: Course,
        components: Sequence[Component],
    ) -> None:
        super().__init__(data)
        self._course = course
        self._components = {one.slug: one for one in components}
        every = [(one.key, _lecture_label(one)) for one in lectures(course)]
        parts = [(one.slug, one.display_title) for one in components]
        _choose(self, "component", parts)
        _choose(self, "lecture", [("", "None"), *every])

    def clean_login(self) -> Enrollment:
        """Return the student; refuse whoever is none."""
        login = str(self.cleaned_data["login"]).strip()
        found = Enrollment.objects.filter(
            course=self._course,
            role=Role.STUDENT,
            status=Status.ACTIVE,
            user__login=login,
        ).select_related("user")
        student = found.first()
        if student is None:
            raise forms.ValidationError(f"“{login}” is no student of this course.")
        return student

    def clean_component(self) -> Component:
        """Return the component that the slug names."""
        return self._components[self.cleaned_data["component"]]


def _lecture_label(one: Lecture) -> str:
    day = _day(one.day)
    return f"{day} · {one.title}" if one.title else day


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
    field.choices = list(choices)
