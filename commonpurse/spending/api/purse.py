"""The purse for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.rights import Right
from commonpurse.spending.queries import purse
from unions.api_answers import standing_of
from unions.gate import gate


class PurseOfUnitSerializer(serializers.Serializer[Any]):
    """The same of another unit that the purse holds, in its smallest part; never added."""

    unit = serializers.CharField()
    scale = serializers.IntegerField()
    balance = serializers.IntegerField(source="available.balance")
    promised = serializers.IntegerField(source="available.promised")
    reserve = serializers.IntegerField(source="available.reserve")
    set_aside = serializers.IntegerField(source="available.set_aside")
    free = serializers.IntegerField(source="available.free")


class PurseSerializer(serializers.Serializer[Any]):
    """Minor units of `currency`; balance − promised − reserve − set_aside = free."""

    currency = serializers.CharField(source="own.unit")
    balance = serializers.IntegerField(source="own.available.balance")
    promised = serializers.IntegerField(source="own.available.promised")
    reserve = serializers.IntegerField(source="own.available.reserve")
    set_aside = serializers.IntegerField(source="own.available.set_aside")
    free = serializers.IntegerField(source="own.available.free")
    others = PurseOfUnitSerializer(many=True)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_show", responses=PurseSerializer)
@api_view(["GET"])
def show(request: Request, union: str) -> Response:
    """What is in the purse now, and what of it is free."""
    currency = standing_of(request).union.currency
    own, *others = purse.glances(currency, today=timezone.localdate())
    return Response(PurseSerializer({"own": own, "others": others}).data)
