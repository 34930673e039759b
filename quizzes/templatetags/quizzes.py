"""How questions look: their Markdown, what is filled in for each kind, what was right."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from quizzes import answers_told, inputs, marked, rendering
from quizzes.questions import Question
from quizzes.rendering import Pictures

register = template.Library()


@register.simple_tag
def prompt(text: str, pictures: Pictures | None) -> SafeString:
    """Draw a prompt or an explanation; *pictures* are addresses by name."""
    return mark_safe(rendering.block(text, pictures=pictures or {}))  # noqa: S308 made safe there


@register.simple_tag
def inline(text: str, pictures: Pictures | None) -> SafeString:
    """Draw a choice, an item or one of a pair."""
    return mark_safe(rendering.inline(text, pictures=pictures or {}))  # noqa: S308 made safe there


@register.filter
def key_holds(shows_answers: bool, question: Question) -> bool:
    """Tell whether a page shows what the key calls right: not where all are right."""
    return shows_answers and question.credit == "key"


for each in (
    rendering.is_plain,
    rendering.told,
    rendering.told_inline,
    inputs.choices,
    inputs.items,
    inputs.pairs,
    marked.marked_choices,
    marked.marked_order,
    marked.marked_pairs,
    answers_told.rights_told,
    answers_told.answer_told,
):
    register.filter(each.__name__, each)
