"""How every list is paged and every answer written."""

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

_FAR = 10**9


class Pages(LimitOffsetPagination):
    """``?limit=`` up to 200, 50 if not given, from ``?offset=`` on."""

    max_limit = 200

    def get_offset(self, request: Request) -> int:
        """Keep to numbers that a database can count to."""
        return min(super().get_offset(request), _FAR)


class OnlyJson(DefaultContentNegotiation):
    """Answers JSON, whatever a client says it would like."""

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type
