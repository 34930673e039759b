"""The API of accounts, courses and components."""

import math
from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import authenticate
from django.db.models import Prefetch
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException, NotFound, Throttled
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courseops import clock, services
from courseops.deadlines import own
from courseops.models import Component, Course, Enrollment, User
from courseops.permissions import Access, permissions_of
from courseops.rest.authentication import Token
from courseops.rest.course_view import CourseView
from courseops.rest.errors import ErrorSerializer
from courseops.selectors import components, enrollments_of
from courseops.serializers import (
    ComponentSerializer,
    CourseSerializer,
    MeSerializer,
    SignInSerializer,
    TokenSerializer,
)


class WrongCredentials(APIException):
    """Nobody has this e-mail address and this password."""

    status_code = 401
    default_code = "wrong_credentials"
    default_detail = "The e-mail address and the password do not belong together."


class TokenView(APIView):
    """Makes and ends API tokens."""

    authentication_classes = (Token,)

    def get_permissions(self) -> list[BasePermission]:
        if self.request.method == "POST":
            return [AllowAny()]
        return super().get_permissions()  # type: ignore[return-value]

    @extend_schema(
        auth=[],
        request=SignInSerializer,
        responses={
            201: TokenSerializer,
            401: OpenApiResponse(ErrorSerializer, "They do not belong together."),
            429: OpenApiResponse(ErrorSerializer, "Tried too often; Retry-After."),
        },
    )
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        """Get a token for an e-mail address and its password; it is shown this once."""
        asked = SignInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        user = authenticate(
            request._request,  # noqa: SLF001 axes marks it when it locks
            email=given["email"],
            password=given["password"],
        )
        if not isinstance(user, User):
            raise _refusal(request)
        name, days = given["name"], given["expires_in_days"]
        token = services.create_token(user=user, name=name, days=days, at=clock.now())
        made = {"token": token, "name": name, "expires_in_days": days}
        return Response(TokenSerializer(made).data, status=201)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """End the token that this request carries."""
        services.revoke_token(token=request.auth, at=clock.now())  # type: ignore[arg-type]
        return Response(status=204)


def _refusal(request: Request) -> APIException:
    """Say why nobody signed in, in place of the page that axes would show."""
    sent = request._request  # noqa: SLF001 where axes marks it
    if not getattr(sent, "axes_locked_out", False):
        return WrongCredentials()
    sent.axes_locked_out = False  # type: ignore[attr-defined]
    cool_off = get_cool_off(sent)
    return Throttled(
        math.ceil(cool_off.total_seconds()) if cool_off else None,
        "Too many attempts with this e-mail address; wait, then try again.",
        "locked",
    )


class MeView(APIView):
    """Who am I."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Tell whose token this is."""
        return Response(MeSerializer(_user(request)).data)


class CoursesView(GenericAPIView[Course]):
    """My courses."""

    serializer_class = CourseSerializer  # type: ignore[assignment]

    @extend_schema(responses=CourseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the courses that you are in; staff of the site see all."""
        user = _user(request)
        mine = enrollments_of(user)
        found = Course.objects.all()
        if not user.is_staff:
            found = found.filter(enrollments__in=mine.order_by())
        found = found.prefetch_related(
            Prefetch("enrollments", mine.order_by(), to_attr="mine")
        )
        page = self.paginate_queryset(found.order_by("slug")) or []
        shown = [_access(user, course) for course in page]
        return self.get_paginated_response(self.get_serializer(shown, many=True).data)


def _user(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101 the permission asks for it
    return request.user


def _access(user: User, course: Course) -> Access:
    mine: list[Enrollment] = course.mine  # type: ignore[attr-defined]
    place = mine[0] if mine else None
    return Access(
        course=course, enrollment=place, permissions=permissions_of(user, place)
    )


class CourseDetailView(CourseView):
    """One course."""

    @extend_schema(responses=CourseSerializer)
    def get(self, request: Request, course: str) -> Response:
        """Tell about a course and your place in it."""
        shown = CourseSerializer(self.access, context={"request": request})
        return Response(shown.data)


class ComponentsView(CourseView, GenericAPIView[Component]):
    """The work of a course."""

    serializer_class = ComponentSerializer

    @extend_schema(responses=ComponentSerializer(many=True))
    def get(self, request: Request, course: str) -> Response:
        """List the components in the order of the course file, with their dates."""
        work = _components(self.access)
        page = self.paginate_queryset(work) or []  # type: ignore[arg-type]
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class ComponentView(CourseView):
    """One component."""

    @extend_schema(responses=ComponentSerializer)
    def get(self, request: Request, course: str, component: str) -> Response:
        """Tell the dates, the weight and the cutoffs of a component."""
        for found in _components(self.access):
            if found.slug == component:
                shown = ComponentSerializer(found, context={"request": request})
                return Response(shown.data)
        raise Http404


def _components(found: Access) -> list[Component]:
    track = found.enrollment.track if found.enrollment else None
    work = components(found.course, track=track)
    for component in work:
        component.course = found.course
    mine = own(work, course=found.course, enrollment=found.enrollment)
    return [one.component for one in mine]


@extend_schema(exclude=True)
class NoSuchRouteView(APIView):
    """Answers in JSON what no route answers."""

    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound("There is no such route. Every address here ends in a slash.")
