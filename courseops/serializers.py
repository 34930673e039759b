"""How people, courses and components look in the API."""

from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import serializers

from courseops.models import Basis, Component, Role, Status, User
from courseops.permissions import Access


class MeSerializer(serializers.ModelSerializer[User]):
    """Who the request comes from."""

    class Meta:
        model = User
        fields: ClassVar = ["login", "email", "name", "is_staff"]


class CourseSerializer(serializers.Serializer[Access]):
    """A course, and the asker's place in it: null for staff of the site without one."""

    slug = serializers.SlugField(source="course.slug")
    code = serializers.CharField(source="course.code")
    title = serializers.CharField(source="course.title")
    term = serializers.CharField(source="course.term")
    time_zone = serializers.CharField(source="course.time_zone")
    starts = serializers.DateField(source="course.starts", allow_null=True)
    ends = serializers.DateField(source="course.ends", allow_null=True)
    role = serializers.ChoiceField(
        Role.choices, source="enrollment.role", allow_null=True, default=None
    )
    track = serializers.CharField(
        source="enrollment.track.slug", allow_null=True, default=None
    )
    basis = serializers.ChoiceField(
        Basis.choices, source="enrollment.basis", allow_null=True, default=None
    )
    status = serializers.ChoiceField(
        Status.choices, source="enrollment.status", allow_null=True, default=None
    )
    url = serializers.SerializerMethodField()

    def get_url(self, found: Access) -> str:
        path = reverse("api:course", args=[found.course.slug])
        return str(self.context["request"].build_absolute_uri(path))


class ComponentSerializer(serializers.ModelSerializer[Component]):
    """A component: its dates in the course's zone, its weight, its cutoffs.

    ``cutoffs`` is null while not posted; ``marks`` is null for A 100, B 80, C 60, D 40,
    F 0. A null date is a date that the component has not.
    """

    title = serializers.CharField(source="display_title")
    assignment = serializers.CharField(source="assignment.slug")
    category = serializers.CharField(source="assignment.category.slug")
    time_zone = serializers.CharField(source="course.time_zone")
    cutoffs = serializers.DictField(child=serializers.FloatField(), allow_null=True)
    marks = serializers.DictField(child=serializers.FloatField(), allow_null=True)
    late_policy = serializers.DictField(allow_null=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Component
        fields: ClassVar = [
            "slug",
            "title",
            "kind",
            "assignment",
            "category",
            "weight",
            "time_zone",
            "released",
            "early",
            "on_time",
            "late",
            "code",
            "cutoffs",
            "marks",
            "bonus",
            "selection",
            "late_policy",
            "slack",
            "url",
        ]

    def get_url(self, component: Component) -> str:
        path = reverse("api:component", args=[component.course.slug, component.slug])
        return str(self.context["request"].build_absolute_uri(path))


class SignInSerializer(serializers.Serializer[dict[str, Any]]):
    """What a token is given for."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    name = serializers.CharField(
        max_length=80, default="API", help_text="To tell your tokens apart."
    )
    expires_in_days = serializers.IntegerField(
        min_value=1,
        max_value=3650,
        allow_null=True,
        default=None,
        help_text="Null: until you revoke it.",
    )


class TokenSerializer(serializers.Serializer[dict[str, Any]]):
    """A new token; its text is shown this once."""

    token = serializers.CharField()
    name = serializers.CharField()
    expires_in_days = serializers.IntegerField(allow_null=True)
