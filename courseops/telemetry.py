"""Numbers for whoever watches the site: what waits, for how long, what needs somebody."""

import hmac
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from courseops import clock
from courseops.models import Alert
from leaderboard.selectors.monitor import waiting


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer who knows METRICS_TOKEN with the site's numbers in Prometheus' text format.

    Without that setting there is no such page.
    """
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Http404("No such page")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(clock.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Numbers:
    """The numbers at one instant, read from the database when they are asked for."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = waiting()
        age = (self._at - found.oldest).total_seconds() if found.oldest else 0.0
        yield GaugeMetricFamily(
            "courseops_oldest_waiting_seconds",
            "Age of the oldest submission without a score, 0 if none waits.",
            value=max(0.0, age),
        )
        submissions = GaugeMetricFamily(
            "courseops_submissions_waiting",
            "Submissions that wait for a worker or are being scored.",
            labels=["state"],
        )
        for state, number in found.counts.items():
            submissions.add_metric([state], number)
        yield submissions
        yield GaugeMetricFamily(
            "courseops_alerts_open",
            "Alerts that no staff has closed.",
            value=Alert.objects.filter(closed_at=None).count(),
        )
