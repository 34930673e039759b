"""The forms of the page that imports quizzes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.models import Component
from quizzes.interchange.archive import MAX_BYTES

_BY_TITLE = ("", "By the titles in the file")


class _OfQuizzes(forms.Form):
    component = forms.ChoiceField(
        required=False,
        label="For which quiz",
        help_text="A file of a single quiz may be for any; of several, each is found by"
        " its title.",
    )

    def __init__(
        self, *args: Any, quizzes: Sequence[Component], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["component"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        named = [(one.slug, f"{one.slug} · {one.display_title}") for one in quizzes]
        field.choices = [_BY_TITLE, *named]


class ImportForm(_OfQuizzes):
    """A file of quizzes and what it is for."""

    file = forms.FileField(
        label="File",
        help_text="A package of Canvas or another QTI 1.2 (<code>.zip</code>,"
        " <code>.xml</code>), GIFT of Moodle (<code>.txt</code>, <code>.gift</code>),"
        " or the course file's own YAML. Nothing changes before you have seen what would.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".zip,.imscc,.xml,.gift,.txt,.yaml,.yml"}
        ),
    )
    field_order = ("file", "component")

    def clean_file(self) -> Any:
        """Refuse what is too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            most = MAX_BYTES // 1_000_000
            raise forms.ValidationError(f"The file is larger than {most} MB.")
        return file


class AgreedForm(_OfQuizzes):
    """What was shown and agreed to: the file, and the fingerprint of its changes."""

    key = forms.RegexField("^[0-9a-f]{64}$")
    seen = forms.CharField()
    source = forms.CharField(max_length=200)
