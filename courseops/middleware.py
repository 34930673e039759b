"""Stamps each request with the moment it arrived."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from courseops import clock


class ReceivedAtMiddleware:
    """Set ``request.received_at`` before the body is read (policies.md section 1)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.received_at = clock.floor_to_second(clock.now())  # type: ignore[attr-defined]
        return self.get_response(request)
