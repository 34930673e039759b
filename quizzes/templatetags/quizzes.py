"""How questions look: their Markdown, and what is filled in for each kind."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from quizzes import inputs, rendering
from quizzes.paper import Asked
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
def told(text: str) -> str:
    """Tell a prompt in plain words, for lists and titles."""
    return rendering.told(text)


@register.filter
def choices(asked: Asked, value: Any) -> list[inputs.Choice]:
    """Return the choices in the order shown, those of *value* chosen."""
    return inputs.choices(asked, value)


@register.filter
def items(asked: Asked, value: Any) -> list[inputs.Item]:
    """Return the items of an ordering question with the positions that *value* has."""
    return inputs.items(asked, value)


@register.filter
def pairs(asked: Asked, value: Any) -> inputs.Pairs:
    """Return the left sides of a matching question, and what is to be matched."""
    return inputs.pairs(asked, value)
