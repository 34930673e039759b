"""Forms about single students: an extension for one, many or a team; a slack cap."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from courseops.decisions.extending import Grant
from courseops.decisions.people import StudentsField
from courseops.instants import in_zone
from courseops.models import Component, Course

_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


class MomentField(forms.CharField):
    """A moment on the course's clocks; without seconds it is the end of that minute."""

    def __init__(self, *, zone: ZoneInfo | None = None, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        super().__init__(required=False, widget=widget, **options)
        self.zone = zone or ZoneInfo("UTC")

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        if _MINUTE.fullmatch(text):
            text += ":59"
        try:
            moment = datetime.fromisoformat(text)
            return in_zone(moment.replace(tzinfo=None), zone=self.zone)
        except ValueError as error:
            shown = str(error) if "does not exist" in str(error) else "no such moment"
            raise forms.ValidationError(shown) from None

    def written(self, instant: datetime | None) -> str:
        """Return what to show in the field for *instant*."""
        if instant is None:
            return ""
        local = instant.astimezone(self.zone)
        seconds = "" if local.second == 59 else f":{local:%S}"
        return f"{local:%Y-%m-%dT%H:%M}{seconds}"


class ExtensionFilter(forms.Form):
    """Which extensions of a course to list."""

    search = forms.CharField(
        required=False,
        max_length=100,
        label="Student",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or e-mail"}
        ),
    )
    component = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, components: Sequence[Component]) -> None:
        super().__init__(data, auto_id="extensions-%s")
        _choose(self, "component", [("", "All"), *_named(components)])

    def chosen(self) -> dict[str, str]:
        """Return what is asked for; a choice that there is not counts as none."""
        self.is_valid()
        return {"search": "", "component": ""} | self.cleaned_data


class ExtensionForm(forms.Form):
    """What to grant to whom; ``clean`` finds the people and the component.

    ``grant`` is None where an extension is taken back.
    """

    KINDS = (
        ("days", "By days"),
        ("until", "Until a moment"),
        ("each", "Each deadline by itself"),
        ("excuse", "Excuse: it does not count"),
        ("remove", "Take back"),
    )

    component = forms.ChoiceField(label="What")
    who = StudentsField()
    team = forms.BooleanField(required=False, label="And everybody in their teams")
    kind = forms.ChoiceField(
        label="How", choices=KINDS, initial="days", widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1000,
        initial=1,
        help_text="Every deadline moves by as many days; the clock time stays.",
    )
    until = MomentField(
        label="On time until", help_text="The other deadlines move by as much."
    )
    early = MomentField(label="Early deadline")
    on_time = MomentField(label="On-time deadline")
    late = MomentField(label="Late deadline", help_text="Leave empty what stays.")
    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change, for the staff of the course.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    grant: Grant | None = None

    def __init__(
        self, data: Any, *, course: Course, components: Sequence[Component], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self._components = {one.slug: one for one in components}
        _choose(self, "component", _named(components))
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = course.zone
            elif isinstance(field, StudentsField):
                field.course = course

    def clean_component(self) -> Component:
        """Return the component that was chosen."""
        return self._components[self.cleaned_data["component"]]

    def clean(self) -> dict[str, Any]:
        """Make the grant of the fields that the chosen kind asks for."""
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind in ("days", "until") and not self.errors and data.get(kind) is None:
            self.add_error(kind, "Fill this in.")
        if self.errors:
            return data
        if kind in ("days", "until"):
            self.grant = Grant(**{kind: data[kind]})
        elif kind == "each":
            one_by_one = {name: data[name] for name in ("early", "on_time", "late")}
            self.grant = Grant(**one_by_one)
        elif kind == "excuse":
            self.grant = Grant(excused=True)
        return data


class CapForm(forms.Form):
    """How many slack days a student lets a component take."""

    days = forms.TypedChoiceField(
        label="Slack days here", coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any, *, budget: int, zero: str, **more: Any) -> None:
        super().__init__(data, auto_id="cap-%s", **more)
        most = [(n, f"at most {n} day{'s' if n > 1 else ''}") for n in range(1, budget)]
        _choose(self, "days", [("", "as many as help my grade"), (0, zero), *most])


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
    field.choices = list(choices)


def _named(components: Sequence[Component]) -> list[tuple[str, str]]:
    return [(one.slug, f"{one.display_title} ({one.slug})") for one in components]
