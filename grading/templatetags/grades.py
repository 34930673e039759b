"""How derivations and shares look on the grade pages."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courseops.models import Kind

register = template.Library()

_FORMULA = re.compile(r"(?:(?<=: )|^)(?P<formula>[^:]+ = -?[\d.e+-]*\d)(?= |$)")


@register.filter
def formula(text: str) -> str | SafeString:
    """Set the formula of a sentence apart, so that it reads as one."""
    found = _FORMULA.search(text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    return format_html(
        '{}<span class="formula">{}</span>{}', before, found["formula"], after
    )


@register.filter
def share(part: float) -> str:
    """Show a part of a whole with at most two decimals: 24 %, 33.33 %."""
    return f"{f'{100 * part:.2f}'.rstrip('0').rstrip('.')} %"


@register.filter
def kind_word(kind: str) -> str:
    """Return what a kind is called within a sentence: competition, quiz."""
    return Kind(kind).label.lower()
