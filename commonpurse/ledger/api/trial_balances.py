"""The trial balance for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.queries import trial_balances
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.gate import gate
from unions.refusals import NotFound

MONTH = OpenApiParameter(
    "month", str, description="Written as 2026-11; the running one if left out."
)


class BalanceLineSerializer(serializers.Serializer[Any]):
    """An account over a month, in the smallest part of its unit."""

    account_id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    opening = serializers.IntegerField()
    came_in = serializers.IntegerField()
    went_out = serializers.IntegerField()
    closing = serializers.IntegerField()


class UnitBalanceSerializer(serializers.Serializer[Any]):
    """The accounts of one unit: `opening` and `closing` are zero, `came_in` is `went_out`."""

    unit = serializers.CharField()
    scale = serializers.IntegerField()
    lines = BalanceLineSerializer(many=True)
    opening = serializers.IntegerField()
    came_in = serializers.IntegerField()
    went_out = serializers.IntegerField()
    closing = serializers.IntegerField()


class TrialBalanceSerializer(serializers.Serializer[Any]):
    """All accounts at the end of a month, unit by unit."""

    month = serializers.DateField()
    last_day = serializers.DateField()
    units = UnitBalanceSerializer(many=True)


@gate(Right.READ_PURSE)
@extend_schema(
    operation_id="purse_trial_balance", parameters=[MONTH], responses=TrialBalanceSerializer
)
@api_view(["GET"])
def show(request: Request, union: str) -> Response:
    """All accounts with what they held, got and gave in a month."""
    today = timezone.localdate()
    try:
        month = months.read(request.query_params.get("month") or f"{today:%Y-%m}")
    except months.UnknownMonthError as error:
        raise NotFound from error
    return Response(TrialBalanceSerializer(trial_balances.of_month(month, today=today)).data)
