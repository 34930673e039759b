"""How hand-ins look in the API."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.counting import Version
from projects.models import HandInItem
from projects.place import Place


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A version as one asker sees it: whether it counts, or came late, for them."""

    version: Version
    counts: bool
    is_late: bool


class ItemSerializer(serializers.Serializer[HandInItem]):
    """A file or a link; a link has neither size nor hash, a file no ``url``."""

    id = serializers.IntegerField()
    kind = serializers.CharField(help_text="`link`, or the ending of the file's name.")
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.CharField()
    file_url = serializers.SerializerMethodField()

    def get_file_url(self, item: HandInItem) -> str | None:
        if item.url:
            return None
        place: Place = self.context["place"]
        path = reverse(
            "projects-api:file", args=[*place.address, item.handin_id, item.pk]
        )
        return str(self.context["request"].build_absolute_uri(path))


class HandInSerializer(serializers.Serializer[Shown]):
    """A version of a work; all are kept, and the latest in time counts."""

    id = serializers.IntegerField(source="version.handin.pk")
    number = serializers.IntegerField(source="version.number")
    login = serializers.CharField(
        source="version.handin.enrollment.user.login", help_text="Who handed it in."
    )
    received_at = serializers.DateTimeField(source="version.handin.received_at")
    note = serializers.CharField(source="version.handin.note")
    counts = serializers.BooleanField()
    is_late = serializers.BooleanField(
        help_text="Received after the last deadline: it counts for nothing."
    )
    items = serializers.SerializerMethodField()

    @extend_schema_field(ItemSerializer(many=True))
    def get_items(self, shown: Shown) -> list[dict[str, Any]]:
        items = shown.version.handin.items.all()
        return [dict(ItemSerializer(item, context=self.context).data) for item in items]


class HandInFormSerializer(serializers.Serializer[Any]):
    """The form of a hand-in; both may be given several times, one of them has to be."""

    file = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=20
    )
    link = serializers.ListField(
        child=serializers.CharField(max_length=2000), required=False, max_length=20
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)
