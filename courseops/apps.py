"""Application configuration."""

from django.apps import AppConfig


class CourseOpsConfig(AppConfig):
    """Registers the app."""

    name = "courseops"
    verbose_name = "Courses"

    def ready(self) -> None:
        """Register the system checks."""
        from courseops import checks  # noqa: F401, PLC0415
