"""What staff fill in beside rubrics: filters, who grades, adjustments, reasons."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.cells import number
from courseops.models import Enrollment
from projects.gradings.listing import State

MOST_GRADERS = 5


class WorksFilter(forms.Form):
    """Which works to list; what is not understood restricts nothing."""

    search = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or team"}
        ),
    )
    state = forms.ChoiceField(
        choices=[("", "Any state"), *State.choices], required=False
    )
    mine = forms.BooleanField(required=False, label="Only mine")

    def chosen(self) -> dict[str, Any]:
        """Return the restrictions that were understood."""
        self.full_clean()
        nothing = {"search": "", "state": "", "mine": False}
        return nothing | self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DealForm(forms.Form):
    """Among whom works are dealt, how many graders each has, by which seed."""

    graders = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    each = forms.TypedChoiceField(
        label="Graders of each work",
        choices=[(str(n), str(n)) for n in range(1, MOST_GRADERS + 1)],
        coerce=int,
        help_text="With two, each work is graded twice; what is different is shown.",
    )
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31,
        help_text="The same seed deals the same.",
    )
    everybody = forms.BooleanField(
        required=False, label="Also works that are not handed in yet"
    )

    def __init__(
        self, data: Any, *, staff: Sequence[Enrollment], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self._staff = staff
        field = self.fields["graders"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 declared above
        field.choices = [
            (str(one.pk), f"{one.user.get_full_name()}, {one.get_role_display()}")
            for one in staff
        ]

    def chosen(self) -> list[Enrollment]:
        """Return the graders that were ticked."""
        keys = set(self.cleaned_data["graders"])
        return [one for one in self._staff if str(one.pk) in keys]


class AdjustForm(ReasonForm):
    """Points more or less, with a reason that the student reads."""

    field_order = ("points", "reason")

    points = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, most: float, unit: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["points"].label = unit.capitalize()
        self.fields[
            "points"
        ].help_text = f"Such as 2.5 or -5: added to the work's, which stays within 0 and {most:.12g}."
        self.fields["reason"].help_text = "The student reads it. Kept with the change."

    def clean_points(self) -> float:
        """Read the number, with a minus of any kind."""
        text = str(self.cleaned_data["points"]).strip()
        try:
            return number(text.replace("−", "-").replace(",", "."))
        except ValueError as error:
            raise forms.ValidationError(f"{error}.") from None
