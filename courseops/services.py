"""What the pages outside the apps change: API tokens."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import ApiToken, User


@transaction.atomic
def create_token(*, user: User, name: str, days: int | None, at: datetime) -> str:
    """Make a token for *user* and return its text, which is stored nowhere.

    *days* is how long it holds; None is without end.
    """
    # Knox's manager takes a span and stores the instant it leads to.
    expiry: Any = timedelta(days=days) if days else None
    token, secret = ApiToken.objects.create(user=user, expiry=expiry, name=name)
    audit.record(
        course=None,
        actor=user,
        verb="token.create",
        target=token.token_key,
        after={"name": name, "days": days},
        at=at,
    )
    return str(secret)


@transaction.atomic
def revoke_token(*, token: ApiToken, at: datetime) -> None:
    """Delete *token*; a program that still uses it is refused from now on."""
    audit.record(
        course=None,
        actor=token.user,
        verb="token.revoke",
        target=token.token_key,
        before={"name": token.name},
        at=at,
    )
    token.delete()
