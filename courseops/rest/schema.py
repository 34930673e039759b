"""What the OpenAPI document says of every route alike."""

from collections.abc import Iterator
from typing import Any

_ERROR = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
}
_DESCRIPTIONS = {
    "400": "The request could not be understood.",
    "401": "No token, or one that does not hold (any more).",
    "403": "You are in this course, but not with this right.",
    "404": "There is no such thing, or it is not yours to see.",
}


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
