"""The API of grades."""

from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from courseops import clock
from courseops.rest.course_view import CourseView
from grading import statement
from grading.serializers import GradesSerializer, WhoseSerializer
from grading.whose import book_of, whose


class GradesView(CourseView):
    """The grades of one student."""

    @extend_schema(parameters=[WhoseSerializer], responses=GradesSerializer)
    def get(self, request: Request, course: str) -> Response:
        """Read your grades and how each mark came about; staff name a student."""
        asked = WhoseSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        student = whose(self.access, login=asked.validated_data["student"])
        if student is None:
            raise ValidationError({"student": "Name a student by their login."})
        at = clock.now()
        book = book_of(self.access, student, at=at)
        return Response(
            {
                "course": book.plan.slug,
                "as_of": localtime(at).isoformat(timespec="seconds"),
                "policy_version": book.plan.policy_version,
                "student": statement.student(book, 0, explain=True),
            }
        )
