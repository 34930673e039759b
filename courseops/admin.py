"""The admin of the site's staff: people can be closed and renamed, the rest is looked at.

Courses change by their file and rosters by import, which check and record each change.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from courseops.models import AuditEvent, Course, Enrollment, User

admin.site.site_header = "Course Ops"
admin.site.site_title = "Course Ops"
admin.site.index_title = "Site admin"


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """People. They set their passwords by mail, so none is set or shown here."""

    list_display = (
        "login",
        "name",
        "email",
        "is_staff",
        "is_active",
        "last_login",
    )
    list_filter = (
        "is_staff",
        "is_active",
    )
    search_fields = (
        "login",
        "name",
        "email",
    )
    ordering = ("login",)
    fields = (
        "login",
        "name",
        "email",
        "is_staff",
        "is_superuser",
        "is_active",
        "last_login",
        "date_joined",
    )
    readonly_fields = (
        "login",
        "last_login",
        "date_joined",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Course)
class CourseAdmin(ReadOnly):
    """Courses as loaded."""

    list_display = (
        "slug",
        "code",
        "title",
        "term",
        "time_zone",
    )
    search_fields = (
        "slug",
        "code",
        "title",
    )


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnly):
    """Who is where."""

    list_display = (
        "user",
        "course",
        "role",
        "track",
        "basis",
        "status",
    )
    list_filter = (
        "course",
        "role",
        "status",
    )
    list_select_related = (
        "user",
        "course",
        "track",
    )
    search_fields = (
        "user__login",
        "user__name",
        "user__email",
    )


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """What was changed, by whom, why."""

    list_display = (
        "at",
        "verb",
        "target",
        "actor",
        "course",
        "why",
    )
    list_filter = (
        "verb",
        "course",
    )
    list_select_related = (
        "actor",
        "course",
    )
    search_fields = (
        "verb",
        "target",
        "why",
    )
    date_hierarchy = "at"
