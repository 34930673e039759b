"""Stamps each request with the moment it arrived."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from courseops import arrival, clock


class ReceivedAtMiddleware:
    """Set ``request.received_at`` before the body is read (policies.md section 1).

    It is when the request came in, as far as the web server tells, else now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        received = arrival.instant() or clock.now()
        request.received_at = clock.floor_to_second(received)  # type: ignore[attr-defined]
        return self.get_response(request)
