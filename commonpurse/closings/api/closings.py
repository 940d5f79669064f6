"""Closing a month, for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.closings.actions import closings
from commonpurse.closings.queries import closings as queries
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.api_answers import KEY_PARAMETER, idempotency_key, standing_of
from unions.gate import gate
from unions.refusals import NotFound


class ClosedMonthSerializer(serializers.Serializer[Any]):
    """A month that is closed for good: since when, and who closed it or a later one."""

    month = serializers.DateField()
    closed_at = serializers.DateTimeField(source="closed.closed_at")
    closed_by = serializers.CharField(source="closed.by")


@gate(Right.CLOSE_MONTHS)
@extend_schema(
    operation_id="purse_month_close",
    parameters=[KEY_PARAMETER],
    request=None,
    responses=ClosedMonthSerializer,
)
@api_view(["POST"])
def create(request: Request, union: str, month: str) -> Response:
    """Close a month, written as 2026-11, and with it every one before; it is never opened again."""
    key = idempotency_key(request)
    try:
        first = months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
    closings.close_once(month=first, key=key, by=standing_of(request).member)
    found = queries.prospect(first, now=timezone.localtime())
    return Response(ClosedMonthSerializer(found).data)
