"""The purse for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.rights import Right
from commonpurse.spending.queries import availability
from unions.api_answers import standing_of
from unions.gate import gate


class PurseSerializer(serializers.Serializer[Any]):
    """Minor units of `currency`; balance − promised − reserve − set_aside = free."""

    currency = serializers.CharField()
    balance = serializers.IntegerField()
    promised = serializers.IntegerField()
    reserve = serializers.IntegerField()
    set_aside = serializers.IntegerField()
    free = serializers.IntegerField()


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_show", responses=PurseSerializer)
@api_view(["GET"])
def show(request: Request, union: str) -> Response:
    """What is in the purse now, and what of it is free."""
    currency = standing_of(request).union.currency
    found = availability.sheet(currency)
    return Response(
        PurseSerializer(
            {
                "currency": currency,
                "balance": found.balance,
                "promised": found.promised,
                "reserve": found.reserve,
                "set_aside": found.set_aside,
                "free": found.free,
            }
        ).data
    )
