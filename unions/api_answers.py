"""How a program is answered: who it acts for, and what is wrong with what it sent."""

from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from unions.refusals import NotFound, Refused

if TYPE_CHECKING:
    from rest_framework.request import Request

    from unions.standing import Standing

REFUSED, NOT_FOUND = 422, 404


def standing_of(request: "Request") -> "Standing":
    """The standing of the member whom a program acts for; the gate has let them in."""
    return cast("Standing", cast("Any", request).standing)


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """A rule's no as 422 (404 for what is not there) with a code; what is not well formed as 422
    with the problems of each field; the rest as DRF does."""
    if isinstance(error, Refused):
        status = NOT_FOUND if isinstance(error, NotFound) else REFUSED
        return Response({"code": error.code, "detail": str(error)}, status=status)
    # Brackets nested without end reach the parser's floor before they reach a field.
    if isinstance(error, ValidationError | RecursionError):
        words = _("Something in it cannot be read. Nothing was changed.")
        fields = error.detail if isinstance(error, ValidationError) else {}
        return Response({"code": "invalid", "detail": words, "fields": fields}, status=REFUSED)
    return exception_handler(error, context)
