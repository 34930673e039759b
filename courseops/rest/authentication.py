"""Who sends a request: the bearer of a token, or a browser that is signed in."""

import copy
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class Token(TokenAuthentication):  # type: ignore[misc]
    """``Authorization: Token …``."""

    def authenticate_credentials(self, token: bytes) -> Any:
        """Answer 401, not 500, to bytes that no token has."""
        if not token.isalnum():
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)


class BrowserSession(SessionAuthentication):
    """The session's cookie, with the CSRF token in the ``X-CSRFToken`` header.

    Only there: looking for it among a form's fields would read an upload's body
    before the right to upload is known.
    """

    def enforce_csrf(self, request: Request) -> None:
        header_only = copy.copy(request)
        if request.method == "POST":
            # Django looks into the body of no other method.
            header_only.method = "PUT"
        super().enforce_csrf(header_only)


class _TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = Token
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word `Token`, a space, and an API token.",
        }


class _SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BrowserSession
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A signed-in browser; changes need the header `X-CSRFToken`.",
        }
