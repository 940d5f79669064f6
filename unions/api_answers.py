"""How a refusal is answered to a program."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from unions.refusals import NotFound, Refused


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """A rule's no as 422 (404 for what is not there) with a code; the rest as DRF does."""
    if isinstance(error, Refused):
        status = 404 if isinstance(error, NotFound) else 422
        return Response({"code": error.code, "detail": str(error)}, status=status)
    return exception_handler(error, context)
