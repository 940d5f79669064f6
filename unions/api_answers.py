"""How a program is answered: who it acts for, and what is wrong with what it sent."""

import re
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from unions.refusals import Clash, KeyMissing, NotFound, Refused

if TYPE_CHECKING:
    from rest_framework.request import Request

    from unions.standing import Standing

REFUSED, NOT_FOUND, BAD, CLASH = 422, 404, 400, 409
KEY_HEADER = "Idempotency-Key"
_STATUS = ((NotFound, NOT_FOUND), (Clash, CLASH), (KeyMissing, BAD))
_KEY = re.compile(r"[!-~]{1,100}", re.ASCII)
# Named by every write: the description of the API asks for it, `idempotency_key` reads it.
KEY_PARAMETER = OpenApiParameter(
    KEY_HEADER,
    location=OpenApiParameter.HEADER,
    required=True,
    description=(
        "A name of your own for this write, 1 to 100 visible ASCII characters. Sent again with the "
        "same content it answers the same and writes nothing; with other content it answers 409."
    ),
)


def idempotency_key(request: "Request") -> str:
    """The sender's own name for this write; raises KeyMissing where there is none of the form."""
    key = request.headers.get(KEY_HEADER, "")
    if not _KEY.fullmatch(key):
        raise KeyMissing
    return key


def standing_of(request: "Request") -> "Standing":
    """The standing of the member whom a program acts for; the gate has let them in."""
    return cast("Standing", cast("Any", request).standing)


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """A rule's no as 422 with a code (404 for what is not there, 409 for a key that stands for
    other content, 400 for none); what is not well formed as 422 with the problems of each field;
    the rest as DRF does."""
    if isinstance(error, Refused):
        status = next((known for kind, known in _STATUS if isinstance(error, kind)), REFUSED)
        return Response({"code": error.code, "detail": str(error)}, status=status)
    # Brackets nested without end reach the parser's floor before they reach a field.
    if isinstance(error, ValidationError | RecursionError):
        words = _("Something in it cannot be read. Nothing was changed.")
        fields = error.detail if isinstance(error, ValidationError) else {}
        return Response({"code": "invalid", "detail": words, "fields": fields}, status=REFUSED)
    return exception_handler(error, context)
