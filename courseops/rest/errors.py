"""One shape for everything that goes wrong."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import serializers
from rest_framework.exceptions import (
    APIException,
    NotFound,
    ParseError,
    ValidationError,
)
from rest_framework.exceptions import PermissionDenied as Forbidden
from rest_framework.response import Response
from rest_framework.views import exception_handler


class ReasonSerializer(serializers.Serializer[dict[str, Any]]):
    """One thing that is wrong with what was sent."""

    kind = serializers.CharField(help_text="A stable word for programs.")
    message = serializers.CharField()
    line = serializers.IntegerField(
        allow_null=True, help_text="In a file, counted from 1."
    )
    column = serializers.CharField(
        allow_null=True, help_text="A file's column, or a field of the request."
    )


class ErrorSerializer(serializers.Serializer[dict[str, Any]]):
    """What every answer of 400 and above holds."""

    code = serializers.CharField(help_text="A stable word for programs.")
    message = serializers.CharField(help_text="A sentence for people.")
    reasons = ReasonSerializer(many=True)


def body(
    *, code: str, message: str, reasons: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Return the JSON of an error."""
    return {"code": code, "message": message, "reasons": reasons or []}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer *error*, or return None for what is a fault of ours (500)."""
    match error:
        case Http404():
            error = NotFound("There is no such thing, or it is not yours to see.")
        case PermissionDenied():
            error = Forbidden()
        case SuspiciousOperation():
            error = ParseError(str(error))
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, APIException):
        return answer
    if isinstance(error, ValidationError):
        answer.data = body(
            code="invalid",
            message="The request is not as expected.",
            reasons=list(_reasons(error.detail)),
        )
    else:
        answer.data = body(
            code=str(error.get_codes()), message=str(error.detail), reasons=[]
        )
    return answer


def _reasons(detail: Any, field: str | None = None) -> Iterator[dict[str, Any]]:
    """Flatten what Django REST framework tells of each field."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            # A number is the place of an element within the field.
            within = field if isinstance(name, int) else name
            yield from _reasons(inner, None if within == "non_field_errors" else within)
    elif isinstance(detail, list):
        for inner in detail:
            yield from _reasons(inner, field)
    else:
        kind = getattr(detail, "code", "invalid")
        yield {"kind": kind, "message": str(detail), "line": None, "column": field}
