"""Forms of the pages of regrade requests."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops import teams
from courseops.models import Component, Enrollment
from courseops.navigation import has_work_page
from courseops.scores.kinds import highest, refusal, unit
from grading.policy.asking import LEAST_TEXT, MOST_TEXT
from grading.regrades.deciding import How
from grading.regrades.listing import LABELS
from grading.services import MOST


def _text(label: str, help_text: str = "", *, rows: int, least: int = 1) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=least,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AskForm(forms.Form):
    """What is wrong with a mark."""

    text = _text(
        "What should be looked at, and why",
        "Say which part you mean and what you expected. Staff and you read it.",
        rows=6,
        least=LEAST_TEXT,
    )


class MessageForm(forms.Form):
    """A message in a request; ``for_staff`` is offered to staff."""

    text = _text("Message", rows=3)
    for_staff = forms.BooleanField(
        required=False, label="A note for staff: the student does not see it"
    )

    def __init__(self, data: Any, *, may_note: bool) -> None:
        super().__init__(data, auto_id="message-%s")
        if not may_note:
            del self.fields["for_staff"]


class AssignForm(forms.Form):
    """Who is to decide a request; nobody in particular where it is empty."""

    grader = forms.ChoiceField(required=False, label="Assigned to")

    def __init__(
        self, data: Any, *, graders: Sequence[Enrollment], **more: Any
    ) -> None:
        super().__init__(data, auto_id="assign-%s", **more)
        self._graders = {str(one.pk): one for one in graders}
        field = self.fields["grader"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        people = [(key, str(one.user)) for key, one in self._graders.items()]
        field.choices = [("", "Nobody"), *people]

    def clean_grader(self) -> Enrollment | None:
        """Return whom the key names."""
        return self._graders.get(self.cleaned_data["grader"])


class DecisionForm(forms.Form):
    """What becomes of the mark, and what the student is told."""

    how = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    mark = forms.CharField(
        required=False,
        max_length=40,
        label="New mark",
        help_text=f"A number from 0 to {MOST:g}. It stays until staff clear it.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    score = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reply = _text("Reply", "The student reads it; it stays in the history.", rows=3)

    def __init__(
        self, data: Any, *, component: Component, is_preview: bool = False, **more: Any
    ) -> None:
        super().__init__(data, auto_id="decide-%s", **more)
        self.fields["reply"].required = not is_preview
        takes = not refusal(component)
        how, score = self.fields["how"], self.fields["score"]
        assert isinstance(how, forms.ChoiceField)  # noqa: S101 declared above
        how.choices = [one for one in How.choices if takes or one[0] != How.SCORE]
        if not takes:
            del self.fields["score"]
            return
        counted = unit(component)
        score.label = f"New result, {counted}"
        most = highest(component)
        bound = "" if most == float("inf") else f"From 0 to {most:g}. "
        score.help_text = f"{bound}It is as late as what was handed in."
        if has_work_page(component):
            score.help_text += " It stands in place of gradings."
        if teams.largest(component) > 1:
            score.help_text += " Team members without a result of their own get it too."

    @property
    def value(self) -> str:
        """What was typed for the chosen way."""
        names = {How.SET: "mark", How.SCORE: "score"}
        name = names.get(self.cleaned_data["how"])
        return str(self.cleaned_data.get(name) or "") if name else ""

    def clean(self) -> dict[str, Any]:
        """Ask for the number that the chosen way needs."""
        for how, name in ((How.SET, "mark"), (How.SCORE, "score")):
            if self.cleaned_data.get("how") == how and not self.cleaned_data.get(name):
                self.add_error(name, "Give a number.")
        return self.cleaned_data


class RegradeFilter(forms.Form):
    """Which requests to list."""

    show = forms.ChoiceField(
        required=False, choices=list(LABELS.items()), widget=forms.HiddenInput
    )
    component = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, components: Sequence[Component]) -> None:
        super().__init__(data, auto_id="regrades-%s")
        field = self.fields["component"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        known = [(one.slug, one.display_title) for one in components]
        field.choices = [("", "All"), *known]

    def chosen(self) -> dict[str, str]:
        """Return what is asked for; a choice that there is not counts as none."""
        self.is_valid()
        found: dict[str, str] = dict.fromkeys(self.fields, "") | self.cleaned_data
        return found | {"show": found["show"] or "open"}
