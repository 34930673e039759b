"""Accounts come from rosters: nobody signs up by themselves."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class RosterOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False, always."""
        return False


def sign_in_name(
    request: HttpRequest, credentials: Mapping[str, str] | None = None
) -> str:
    """Return the e-mail address that somebody tries to sign in with, for axes.

    The sign-in form's field is ``login``; allauth hands it on as ``email``.
    """
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login", "")
    return name.strip().lower()
