"""How an upload that is turned away is answered."""

import math
from datetime import datetime

from rest_framework import serializers
from rest_framework.response import Response

from courseops.rest import errors
from courseops.rest.errors import ErrorSerializer
from courseops.uploads.refusals import RefusalError


class RefusalSerializer(ErrorSerializer):
    """Nothing was kept; ``retry_at`` is when the same would be taken, if that is known."""

    retry_at = serializers.DateTimeField(allow_null=True)


def refused(refusal: RefusalError, *, at: datetime) -> Response:
    """Answer that nothing was kept, and when the same would be taken."""
    reasons = [
        {"kind": refusal.code, "message": reason, "line": None, "column": None}
        for reason in refusal.reasons
    ]
    answer = errors.body(code=refusal.code, message=refusal.message, reasons=reasons)
    shown = RefusalSerializer(answer | {"retry_at": refusal.retry_at}).data
    headers = {}
    if refusal.retry_at is not None:
        wait = (refusal.retry_at - at).total_seconds()
        headers["Retry-After"] = str(max(1, math.ceil(wait)))
    return Response(shown, status=refusal.status, headers=headers)
