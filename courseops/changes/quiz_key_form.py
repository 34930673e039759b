"""What is right in a question, as staff correct it."""

from typing import Any

from django import forms

from courseops.changes.forms import ReasonedForm
from courseops.changes.quiz_key_fields import fields_of
from courseops.changes.quiz_key_given import changed_keys, has_key
from quizzes.distribution import Distribution
from quizzes.questions import Question

CREDITS = [
    ("key", "What the key says"),
    ("everybody", "Everything: right for everybody, also without an answer"),
    ("nobody", "Nothing: leave the question out of the score"),
]


class QuizKeyForm(ReasonedForm):
    """The key of one question; the answers that were given stand beside it."""

    credit = forms.ChoiceField(
        label="What counts as right", choices=CREDITS, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, question: Question, answers: Distribution) -> None:
        self._question = question
        own = fields_of(question, answers)
        shown = {name: field.initial for name, field in own.items()}
        super().__init__(data, initial={"credit": question.credit, **shown})
        self.fields.update(own)
        self.order_fields(["credit", *own, "reason"])

    @property
    def has_key(self) -> bool:
        """Whether the key itself can be another one."""
        return has_key(self._question)

    def clean(self) -> dict[str, Any]:
        """Read the key; refuse what is none, and what is the same."""
        if not self.errors and not self.keys():
            raise forms.ValidationError("Nothing is changed yet.")
        return self.cleaned_data

    def keys(self) -> dict[str, Any]:
        """Return the keys of the question that are changed; None takes one away."""
        return changed_keys(self._question, self.cleaned_data)
