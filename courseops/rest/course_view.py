"""The frame of every route about one course."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from courseops.asking import Asking
from courseops.permissions import Access, Permission, access

Place = TypeVar("Place", bound=Asking)


class CourseView(APIView):
    """Checks the right in the course before anything else of the request is read.

    ``permissions`` names the right that each method needs; VIEW_COURSE where it does
    not. Instants are written in the course's zone, with the offset.
    """

    permissions: ClassVar[Mapping[str, Permission]] = {}
    access: Access

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        with timezone.override(None):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        permission = self.permissions.get(request.method or "", Permission.VIEW_COURSE)
        self.access = self.enter(request, permission, **kwargs)
        timezone.activate(self.access.course.zone)

    def enter(self, request: Request, permission: Permission, **where: Any) -> Access:
        """Find the course for whoever asks; Http404 or PermissionDenied if not theirs."""
        return access(
            user=request.user, course_slug=where["course"], permission=permission
        )


class PlaceView(CourseView, Generic[Place]):
    """The frame of every route about one component; ``place`` is where it stands."""

    place: Place

    def find(
        self, request: Request, course: str, component: str, permission: Permission
    ) -> Place:
        """Find the component together with the course; Http404 or PermissionDenied."""
        raise NotImplementedError

    def enter(self, request: Request, permission: Permission, **where: Any) -> Access:
        self.place = self.find(request, where["course"], where["component"], permission)
        return self.place.access

    def get_serializer_context(self) -> dict[str, Any]:
        """Return what the serializers need to know."""
        return {"request": self.request, "place": self.place, "view": self}
