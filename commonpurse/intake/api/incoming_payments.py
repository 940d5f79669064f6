"""Money that came in, told by programs of keepers: kept at once, entered soon."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.intake.actions import incoming_payments as actions
from commonpurse.intake.queries import incoming_payments as queries
from commonpurse.intake.rules.incoming import (
    ITEMS_MAX,
    KEY_LENGTH_MAX,
    IncomingState,
    NewIncoming,
    Obstacle,
)
from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from commonpurse.ledger.rules.money import AMOUNT_MAX
from commonpurse.ledger.rules.ways import Way
from commonpurse.rights import Right
from unions.api_answers import KEY_PARAMETER, idempotency_key, standing_of
from unions.gate import gate
from unions.refusals import NotFound

STATES = [state.value for state in IncomingState]
WAYS = [way.value for way in Way]


class NewIncomingSerializer(serializers.Serializer[Any]):
    """Money that came into the purse, in minor units of `currency`.

    `key` is your own name for this money, for good: the same key is the same money, in whatever
    request it comes. `words` can be erased later.
    """

    key = serializers.CharField(max_length=KEY_LENGTH_MAX)
    currency = serializers.CharField(max_length=3)
    amount_minor = serializers.IntegerField(min_value=1, max_value=AMOUNT_MAX)
    way = serializers.ChoiceField(WAYS)
    received_on = serializers.DateField()
    words = serializers.CharField(
        max_length=WORDS_LENGTH_MAX, required=False, allow_blank=True, default=""
    )


class SendingSerializer(serializers.Serializer[Any]):
    """Up to 1,000 items: all of them are kept, or none. Problems are told by an item's place,
    which counts from 0."""

    items = serializers.ListField(
        child=NewIncomingSerializer(), allow_empty=False, max_length=ITEMS_MAX
    )


class TakenSerializer(serializers.Serializer[Any]):
    """An item that is kept; `replayed` if it was before."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    replayed = serializers.BooleanField()


class AcceptedSerializer(serializers.Serializer[Any]):
    """What stands for each item, in the order in which they were sent."""

    items = TakenSerializer(many=True)


class IncomingSerializer(serializers.Serializer[Any]):
    """What became of it: its entry, or why the books refused it, by code and in words.

    Once it is entered, its words stand beside its entry and no longer here.
    """

    id = serializers.UUIDField()
    key = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()
    way = serializers.ChoiceField(WAYS)
    received_on = serializers.DateField()
    words = serializers.CharField()
    told_by = serializers.CharField()
    entry_id = serializers.UUIDField(allow_null=True)
    obstacle = serializers.ChoiceField([found.value for found in Obstacle], allow_blank=True)
    refusal = serializers.CharField()
    put_aside_by = serializers.CharField()
    put_aside_why = serializers.CharField()


class IncomingPageSerializer(serializers.Serializer[Any]):
    """A page, newest first. Ask for `?after=` the value of `more` to go on; null at the end."""

    lines = IncomingSerializer(many=True)
    more = serializers.UUIDField(allow_null=True)


class WantedIncomingSerializer(serializers.Serializer[Any]):
    """Which are asked for."""

    state = serializers.ChoiceField(STATES, required=False)
    after = serializers.UUIDField(required=False)


@gate(Right.RECEIVE_PLEDGES)
@extend_schema(
    methods=["GET"],
    operation_id="incoming_payments",
    parameters=[WantedIncomingSerializer],
    responses=IncomingPageSerializer,
)
@extend_schema(
    methods=["POST"],
    operation_id="incoming_payments_send",
    parameters=[KEY_PARAMETER],
    request=SendingSerializer,
    responses={202: AcceptedSerializer},
)
@api_view(["GET", "POST"])
def index(request: Request, union: str) -> Response:
    """What was told, 25 rows a page; or tell of money that came in, in bursts."""
    if request.method == "GET":
        wanted = WantedIncomingSerializer(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        return Response(IncomingPageSerializer(queries.page(**wanted.validated_data)).data)
    key, sent = idempotency_key(request), SendingSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    items = [NewIncoming(**item) for item in sent.validated_data["items"]]
    taken = actions.take_in(items=items, sending=key, by=standing_of(request).member)
    return Response(AcceptedSerializer({"items": taken}).data, status=202)


@gate(Right.RECEIVE_PLEDGES)
@extend_schema(operation_id="incoming_payment", responses=IncomingSerializer)
@api_view(["GET"])
def show(request: Request, union: str, incoming_id: UUID) -> Response:
    """What became of one of them."""
    line = queries.show(incoming_id)
    if line is None:
        raise NotFound
    return Response(IncomingSerializer(line).data)
