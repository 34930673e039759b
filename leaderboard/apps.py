"""Application configuration."""

from django.apps import AppConfig


class LeaderboardConfig(AppConfig):
    """Registers the app."""

    name = "leaderboard"
    verbose_name = "Leaderboard"
