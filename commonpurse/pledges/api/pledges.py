"""Giving money, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.queries import pledges as queries
from commonpurse.pledges.rules.receipts import AMOUNT_MINOR_MAX
from commonpurse.rights import Right
from unions.api_answers import standing_of
from unions.gate import gate


class GivenMoneySerializer(serializers.Serializer[Any]):
    """Money that the token's owner gives; minor units of `currency`."""

    id = serializers.UUIDField()
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()
    promised_on = serializers.DateField()
    state = serializers.CharField()
    received_on = serializers.DateField(allow_null=True)
    seen_by = serializers.CharField()


class NewPledgeSerializer(serializers.Serializer[Any]):
    """`client_id` makes a repeat harmless: the same id is the same promise."""

    client_id = serializers.UUIDField()
    amount_minor = serializers.IntegerField(min_value=1, max_value=AMOUNT_MINOR_MAX)


@gate(Right.GIVE_MONEY)
@extend_schema(
    methods=["GET"], operation_id="pledges_mine", responses=GivenMoneySerializer(many=True)
)
@extend_schema(
    methods=["POST"],
    operation_id="pledges_create",
    request=NewPledgeSerializer,
    responses={201: GivenMoneySerializer},
)
@api_view(["GET", "POST"])
def index(request: Request, union: str) -> Response:
    """What I promised and gave; or promise money to the purse."""
    person_id = standing_of(request).person.pk
    if request.method == "GET":
        return Response(GivenMoneySerializer(queries.given_by(person_id), many=True).data)
    sent = NewPledgeSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    pledge = pledges.give(
        pledge=NewPledge(currency=standing_of(request).union.currency, **sent.validated_data),
        by=standing_of(request).member,
    )
    return Response(GivenMoneySerializer(queries.given(pledge.pk)).data, status=201)
