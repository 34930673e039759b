"""The fields in which staff correct a key: those of each type of question."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms

from quizzes.answers_told import answer_told
from quizzes.distribution import Distribution
from quizzes.marking import number
from quizzes.questions import Question

_NO_TOLERANCE = ""
_NOW = " (right until now)"
_TOLERANCES = [
    (_NO_TOLERANCE, "exactly"),
    ("absolute", "within so much"),
    ("relative", "within a share (0.01 is 1 %)"),
    ("digits", "to so many significant digits"),
]
Fields = dict[str, forms.Field]


def fields_of(question: Question, answers: Distribution) -> Fields:
    """Return the fields of the question's key as it is; none where it stays."""
    own = _FIELDS.get(question.type)
    return {} if own is None else own(question, answers)


def _single(question: Question, answers: Distribution) -> Fields:
    rights = [question.key["answer"], *question.key.get("also", ())]
    options = [
        (str(place), answer_told(question, place))
        for place in range(len(question.options))
    ]
    return {
        "right": forms.MultipleChoiceField(
            label="Right choices",
            choices=options,
            initial=[str(place) for place in rights],
            widget=forms.CheckboxSelectMultiple,
            help_text="Who chose any of them is right.",
        )
    }


def _boolean(question: Question, answers: Distribution) -> Fields:
    return {
        "right": forms.ChoiceField(
            label="Right",
            choices=[("true", "True"), ("false", "False")],
            initial=json.dumps(question.key["answer"]),
            widget=forms.RadioSelect,
        )
    }


def _multiple(question: Question, answers: Distribution) -> Fields:
    key = question.key
    options = [
        (str(place), answer_told(question, [place]))
        for place in range(len(question.options))
    ]
    now = sorted(key["answer"])
    known = [*key.get("also", ()), now, *_wrong(answers)]
    sets = {json.dumps(sorted(one)): one for one in known}
    return {
        "right": forms.MultipleChoiceField(
            label="Right choices",
            choices=options,
            initial=[str(place) for place in key["answer"]],
            widget=forms.CheckboxSelectMultiple,
            help_text="Who chose all of them and nothing else is right.",
        ),
        "also": forms.MultipleChoiceField(
            label="Right as well",
            required=False,
            choices=[
                (text, f"{answer_told(question, one)}{_NOW if one == now else ''}")
                for text, one in sets.items()
            ],
            initial=[json.dumps(sorted(one)) for one in key.get("also", ())],
            widget=forms.CheckboxSelectMultiple,
            help_text="Other choices together, as students made them.",
        ),
    }


def _numeric(question: Question, answers: Distribution) -> Fields:
    tolerance: Mapping[str, float] = question.key.get("tolerance") or {}
    kind = next(iter(tolerance), _NO_TOLERANCE)
    return {
        **_accepted(question, answers),
        "answer": forms.CharField(
            label="Right number",
            max_length=100,
            initial=f"{question.key['answer']:.15g}",
        ),
        "also": _lines(
            "Right numbers as well", [f"{one:.15g}" for one in _also(question)]
        ),
        "tolerance": forms.ChoiceField(
            required=False, choices=_TOLERANCES, initial=kind
        ),
        "size": forms.FloatField(
            required=False,
            label="How much",
            initial=tolerance.get(kind),
            widget=forms.NumberInput(attrs={"step": "any"}),
        ),
    }


def _text(question: Question, answers: Distribution) -> Fields:
    return {
        **_accepted(question, answers),
        "answers": _lines("Right answers", question.key.get("answers") or ()),
        "pattern": forms.CharField(
            required=False,
            max_length=2000,
            initial=question.key.get("pattern", ""),
            help_text="A regular expression; what matches as a whole is right.",
        ),
        "case": forms.BooleanField(
            required=False,
            label="Capitals matter",
            initial=bool(question.key.get("case")),
        ),
    }


def _lines(label: str, values: Iterable[str]) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20_000,
        initial="\n".join(values),
        help_text="One a line.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _accepted(question: Question, answers: Distribution) -> Fields:
    """Offer the commonest wrong answers: one click makes them right as well."""
    wrong = _wrong(answers)
    if question.type == "numeric":
        wrong = [one for one in wrong if number(one) is not None]
    # A browser sends the end of a line otherwise than it was stored.
    lines = dict.fromkeys(" ".join(one.split()) for one in wrong)
    if not lines:
        return {}
    return {
        "accept": forms.MultipleChoiceField(
            label="Wrong until now, right from now on",
            required=False,
            choices=[(one, one) for one in lines],
            widget=forms.CheckboxSelectMultiple,
            help_text="The commonest answers of students; they are added to what is right.",
        )
    }


def _wrong(answers: Distribution) -> list[Any]:
    return [row.value for row in answers.whole if not row.is_right and row.count]


def _also(question: Question) -> list[Any]:
    return list(question.key.get("also", ()))


_FIELDS: Mapping[str, Callable[[Question, Distribution], Fields]] = {
    "single": _single,
    "boolean": _boolean,
    "multiple": _multiple,
    "numeric": _numeric,
    "text": _text,
}
