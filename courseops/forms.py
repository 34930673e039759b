"""Forms of the pages outside the apps."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from courseops.models import ApiToken, Role, Status, Track, User


class RosterFilter(forms.Form):
    """Which people of a course to list."""

    nothing: ClassVar = {"search": "", "role": "", "status": "", "track": ""}

    search = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, login or e-mail"}
        ),
    )
    role = forms.ChoiceField(required=False, choices=[("", "All"), *Role.choices])
    status = forms.ChoiceField(required=False, choices=[("", "All"), *Status.choices])
    track = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, tracks: Sequence[Track]) -> None:
        super().__init__(data, auto_id="roster-%s")
        track = self.fields["track"]
        assert isinstance(track, forms.ChoiceField)  # noqa: S101 declared above
        track.choices = [("", "All"), *((t.slug, t.slug) for t in tracks)]


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        max_length=80,
        label="Name",
        help_text="What it is for, so that you know which one to revoke.",
        widget=forms.TextInput(attrs={"placeholder": "laptop", "autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label="Holds for",
        choices=[
            ("30", "30 days"),
            ("120", "a term (120 days)"),
            ("365", "a year"),
            ("", "ever, until revoked"),
        ],
        initial="120",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self._user = user

    def clean_name(self) -> str:
        """Refuse a name that one already uses."""
        name = str(self.cleaned_data["name"]).strip()
        if ApiToken.objects.filter(user=self._user, name=name).exists():
            raise forms.ValidationError("You have a token of this name already.")
        return name
