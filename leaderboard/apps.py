"""Application configuration."""

from django.apps import AppConfig


class LeaderboardConfig(AppConfig):
    """Registers the app."""

    name = "leaderboard"
    verbose_name = "Leaderboard"

    def ready(self) -> None:
        """Register the system checks."""
        from leaderboard import checks  # noqa: F401, PLC0415
