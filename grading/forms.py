"""Forms of the grade pages."""

from typing import Any

from django import forms

from courseops.models import Course, Enrollment, Role


class StudentSearch(forms.Form):
    """Which students of the class to list."""

    search = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or e-mail"}
        ),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="class-%s")


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
