"""What every template may read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return ``demo``: whether the sign-in page offers the demo's users."""
    return {"demo": settings.DEMO}
