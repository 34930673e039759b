"""Application configuration."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Registers the app."""

    name = "participation"
    verbose_name = "Participation"
