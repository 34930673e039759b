"""Application configuration."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Registers the app."""

    name = "projects"
    verbose_name = "Projects"
