"""Forms of the grade pages."""

from typing import Any

from django import forms

from courseops.models import Basis, Course, Enrollment, Role, Status
from grading.grid import Level
from grading.policy.columns import State
from grading.policy.plan import CoursePlan


class GridFilter(forms.Form):
    """Which students of the class to list, by which columns, in which order."""

    search = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or e-mail"}
        ),
    )
    level = forms.ChoiceField(
        required=False,
        label="Columns",
        choices=[(level.value, level.value.title()) for level in Level],
    )
    track = forms.ChoiceField(required=False)
    basis = forms.ChoiceField(required=False, choices=[("", "All"), *Basis.choices])
    status = forms.ChoiceField(required=False, choices=[("", "All"), *Status.choices])
    state = forms.ChoiceField(
        required=False,
        label="Mark state",
        choices=[
            ("", "Any"),
            *((state.name.lower(), state.name.title()) for state in State),
        ],
    )
    rows = forms.ChoiceField(required=False, choices=[("", "100"), ("all", "All")])
    cells = forms.ChoiceField(
        required=False,
        label="Marks open",
        choices=[("", "Derivation"), ("override", "Override")],
    )

    def __init__(self, data: Any, *, plan: CoursePlan, may_override: bool) -> None:
        super().__init__(data, auto_id="class-%s")
        track = self.fields["track"]
        assert isinstance(track, forms.ChoiceField)  # noqa: S101 declared above
        track.choices = [("", "All"), *((slug, slug) for slug in plan.without)]
        if not may_override:
            del self.fields["cells"]

    def chosen(self) -> dict[str, str]:
        """Return what is asked for; a choice that there is not counts as none."""
        self.is_valid()
        found: dict[str, str] = dict.fromkeys(self.fields, "")
        return found | self.cleaned_data


class StudentPicker(forms.Form):
    """Whose grades to show."""

    student = forms.ChoiceField(label="Student")

    def __init__(self, data: Any, *, course: Course) -> None:
        super().__init__(data, auto_id="picker-%s")
        people = Enrollment.objects.filter(course=course, role=Role.STUDENT)
        names = people.values_list("user__login", "user__name")
        field = self.fields["student"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        shown = {login: f"{name} ({login})" if name else login for login, name in names}
        ordered = sorted(shown.items(), key=lambda one: one[1].casefold())
        field.choices = ordered
