"""What every template may read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from courseops.demo_users import DEMO_USERS, PASSWORD


def site(request: HttpRequest) -> dict[str, Any]:
    """Return ``at`` and ``demo``.

    ``at`` is the moment the request arrived, for countdowns and "3 days ago";
    ``demo`` is None outside of the demo, else whom its sign-in page offers.
    """
    demo = {"users": DEMO_USERS, "password": PASSWORD} if settings.DEMO else None
    return {"demo": demo, "at": getattr(request, "received_at", None)}
