"""Accounts come from rosters: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class RosterOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False, always."""
        return False
