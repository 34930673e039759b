"""How tests look at the pages of projects."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

from django.urls import reverse

# Drawn at random with each page; any short word can be in one.
TOKENS = re.compile(r'(csrfmiddlewaretoken" value="|"X-CSRFToken": "|csrftoken=)\w+')


def url(name: str, *more: object, component: str = "report") -> str:
    return reverse(f"projects:{name}", args=["ml-f20", component, *more])


def page(answer) -> str:
    """Return what a page says, spaces and quotes as people read them."""
    told = TOKENS.sub("", answer.content.decode())
    return unescape(" ".join(told.split()))


def file(content: bytes, name: str) -> BytesIO:
    found = BytesIO(content)
    found.name = name
    return found


def now():
    return datetime.now(UTC).replace(microsecond=0)
