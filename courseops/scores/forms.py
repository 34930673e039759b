"""The forms of the page that imports scores."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.models import Component
from courseops.scores.showing import CHANGES

MOST_BYTES = 2_000_000


class _OfComponent(forms.Form):
    component = forms.ChoiceField()

    def __init__(
        self, *args: Any, components: Sequence[Component], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._components = {one.slug: one for one in components}
        field = self.fields["component"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(one.slug, _label(one)) for one in components]

    def clean_component(self) -> Component:
        """Return the component that the slug names."""
        return self._components[self.cleaned_data["component"]]


class ScoresForm(_OfComponent):
    """A file of scores and the component that it is for."""

    file = forms.FileField(
        label="File",
        help_text="CSV with <code>login,score</code> and perhaps"
        " <code>received_at</code>, or an export of Gradescope, Canvas, Autolab, Moodle"
        " or Kaggle as it is. Nothing changes before you have seen what would.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be shown back."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise forms.ValidationError(
                f"The file is larger than {most} MB; the command importscores takes it."
            )
        return file


class SeenForm(_OfComponent):
    """The file that is shown, and what is asked of it by the buttons of its page.

    ``show`` and ``page`` choose rows; ``to`` is another component that the file has a
    column for, and so is ``then``, after applying. ``seen`` is the fingerprint of the changes that were shown.
    """

    scores = forms.CharField(strip=False)
    source = forms.CharField(max_length=200)
    seen = forms.CharField(required=False)
    do = forms.ChoiceField(
        choices=[("apply", "apply"), ("name", "name")], required=False
    )
    show = forms.CharField(required=False, empty_value=CHANGES)
    page = forms.CharField(required=False)
    to = forms.CharField(required=False)
    then = forms.CharField(required=False)

    def clean_to(self) -> Component | None:
        """Return the other component, None for what is none."""
        return self._components.get(self.cleaned_data["to"])

    def clean_then(self) -> Component | None:
        """Return the component to go on to, None for what is none."""
        return self._components.get(self.cleaned_data["then"])


def _label(component: Component) -> str:
    return f"{component.slug} · {component.display_title}"
