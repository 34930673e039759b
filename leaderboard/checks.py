"""What ``manage.py check --deploy`` says about scoring on this machine."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info, Tags, register

from leaderboard import metricfiles

Apps = Sequence[AppConfig] | None


# Only when asked for: it starts processes and takes about two seconds.
@register(Tags.security, deploy=True)
def own_metrics(app_configs: Apps, **options: Any) -> list[CheckMessage]:
    """Tell whether metrics that staff write can run here."""
    reason = metricfiles.unavailable()
    if not reason:
        return []
    return [
        Info(
            f"Metrics that staff write are off on this machine. {reason}",
            hint="See “Metrics of one's own” in docs/operators.md; all others work.",
            id="leaderboard.I001",
        )
    ]
