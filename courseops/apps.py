"""Application configuration."""

from django.apps import AppConfig


class CourseOpsConfig(AppConfig):
    """Registers the app."""

    name = "courseops"
    verbose_name = "Courses"
