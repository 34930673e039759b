"""The types of questions, in the order in which they are offered."""

from collections.abc import Mapping

from courseops.quizeditor.forms.listed import (
    MatchingForm,
    MultipleForm,
    OrderingForm,
    SingleForm,
)
from courseops.quizeditor.forms.question import QuestionForm
from courseops.quizeditor.forms.written import BooleanForm, NumericForm, TextForm

FORMS: Mapping[str, type[QuestionForm]] = {
    form.kind: form
    for form in (
        SingleForm,
        MultipleForm,
        BooleanForm,
        NumericForm,
        TextForm,
        OrderingForm,
        MatchingForm,
    )
}
TITLES: Mapping[str, str] = {
    "single": "Single choice",
    "multiple": "Multiple choice",
    "boolean": "True or false",
    "numeric": "Number",
    "text": "Short text",
    "ordering": "Ordering",
    "matching": "Matching",
}
