"""Application configuration."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Registers the app."""

    name = "quizzes"
    verbose_name = "Quizzes"
