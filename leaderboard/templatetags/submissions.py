"""How shares and messages about files look."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leaderboard import quotas
from leaderboard.live import pace
from leaderboard.models import Submission
from leaderboard.quotas import Quota

register = template.Library()


@register.filter
def codes(message: str) -> SafeString:
    """Set what stands between backticks as code."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    pairs = zip(parts[:-1:2], parts[1::2], strict=True)
    return format_html(
        "{}{}", format_html_join("", "{}<code>{}</code>", pairs), parts[-1]
    )


@register.simple_tag
def stays_true(quota: Quota, at: datetime) -> int | None:
    """Return for how many seconds a page may show *quota* as it is."""
    return quotas.stays_true(quota, at=at)


@register.filter
def asks_again(submission: Submission, at: datetime) -> int | None:
    """Return after how many seconds a page asks what became of a submission."""
    return pace(submission, at=at)
