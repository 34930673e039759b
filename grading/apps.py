"""Application configuration."""

from django.apps import AppConfig


class GradingConfig(AppConfig):
    """Registers the app."""

    name = "grading"
    verbose_name = "Grading"
