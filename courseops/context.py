"""What every template may read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return ``demo`` (whether the sign-in page offers the demo's users) and ``at``.

    ``at`` is the moment the request arrived, for countdowns and "3 days ago".
    """
    return {"demo": settings.DEMO, "at": getattr(request, "received_at", None)}
