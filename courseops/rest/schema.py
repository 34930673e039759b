"""What the OpenAPI document says of every route alike."""

import re
from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema

_ERROR = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
}
_DESCRIPTIONS = {
    "400": "The request could not be understood.",
    "401": "No token, or one that does not hold (any more).",
    "403": "You are in this course, but not with this right.",
    "404": "There is no such thing, or it is not yours to see.",
}

# The first that a path holds names the group in which the page shows the route.
_GROUPS = {
    "/grades/": "Grades",
    "/competitions/": "Competitions",
    "/courses/": "Courses",
    "": "Account",
}


class RouteSchema(AutoSchema):
    """Takes a route's summary from the first sentence of its docstring."""

    def get_summary(self) -> str:
        text = " ".join(self.get_description().split())
        return re.split(r"[.;](?: |$)", text, maxsplit=1)[0]

    def get_tags(self) -> list[str]:
        return [next(name for part, name in _GROUPS.items() if part in self.path)]


def document_errors(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Add the answers that any route may give, where the route does not say itself."""
    for operation in _operations(result):
        for code in _codes(operation):
            operation["responses"].setdefault(
                code, {**_ERROR, "description": _DESCRIPTIONS[code]}
            )
    return result


def _operations(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in result["paths"].values():
        yield from methods.values()


def _codes(operation: dict[str, Any]) -> Iterator[str]:
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    if "requestBody" in operation or "query" in places:
        yield "400"
    if operation.get("security"):
        yield "401"
        yield "403"
    if "path" in places:
        yield "404"
