"""The funds for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from commonpurse.ledger.rules.funds import NAME_LENGTH_MAX, PURPOSE_LENGTH_MAX
from commonpurse.rights import Right
from commonpurse.spending.actions import funds
from commonpurse.spending.actions.funds import FundMove
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX
from unions.api_answers import KEY_PARAMETER, idempotency_key, standing_of
from unions.gate import gate
from unions.refusals import NotFound


class FundHoldingSerializer(serializers.Serializer[Any]):
    """What a fund holds in one unit, in its smallest part."""

    account_id = serializers.UUIDField()
    unit = serializers.CharField()
    scale = serializers.IntegerField()
    balance = serializers.IntegerField()


class FundSerializer(serializers.Serializer[Any]):
    """A fund; `restricted` money goes out by payments for its purpose only."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    restricted = serializers.BooleanField()
    is_closed = serializers.BooleanField()
    holdings = FundHoldingSerializer(many=True)


class NewFundSerializer(serializers.Serializer[Any]):
    """A fund to be opened in the union's currency."""

    name = serializers.CharField(max_length=NAME_LENGTH_MAX)
    purpose = serializers.CharField(max_length=PURPOSE_LENGTH_MAX)
    restricted = serializers.BooleanField()


class FundMoveSerializer(serializers.Serializer[Any]):
    """How much of the union's currency goes in or out, in its smallest part, and what for."""

    amount_minor = serializers.IntegerField(min_value=1, max_value=AMOUNT_MINOR_MAX)
    words = serializers.CharField(max_length=WORDS_LENGTH_MAX)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="funds", responses=FundSerializer(many=True))
@api_view(["GET"])
def index(request: Request, union: str) -> Response:
    """All funds with what they hold, open ones first."""
    return Response(FundSerializer(queries.every(), many=True).data)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="fund", responses=FundSerializer)
@api_view(["GET"])
def show(request: Request, union: str, fund_id: UUID) -> Response:
    """One fund."""
    return Response(FundSerializer(_fund(fund_id)).data)


@gate(Right.KEEP_PAYMENTS)
@extend_schema(
    operation_id="fund_open",
    parameters=[KEY_PARAMETER],
    request=NewFundSerializer,
    responses={201: FundSerializer},
)
@api_view(["POST"])
def create(request: Request, union: str) -> Response:
    """Open a fund; answers with it as it is now."""
    key = idempotency_key(request)
    sent = NewFundSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    standing = standing_of(request)
    new = NewFund(currency=standing.union.currency, **sent.validated_data)
    fund_id = funds.open_once(fund=new, key=key, by=standing.member)
    return Response(FundSerializer(_fund(fund_id)).data, status=201)


@gate(Right.KEEP_PAYMENTS)
@extend_schema(
    operation_id="fund_close",
    parameters=[KEY_PARAMETER],
    request=None,
    responses=FundSerializer,
)
@api_view(["POST"])
def close(request: Request, union: str, fund_id: UUID) -> Response:
    """Close an empty fund for good; answers with the fund."""
    _fund(fund_id)
    key = idempotency_key(request)
    funds.close_once(fund_id=fund_id, key=key, by=standing_of(request).member)
    return Response(FundSerializer(_fund(fund_id)).data)


@gate(Right.KEEP_PAYMENTS)
@extend_schema(
    operation_id="fund_put_in",
    parameters=[KEY_PARAMETER],
    request=FundMoveSerializer,
    responses={201: FundSerializer},
)
@api_view(["POST"])
def put_in(request: Request, union: str, fund_id: UUID) -> Response:
    """Money out of what is free in the purse into the fund; answers with the fund."""
    funds.put_in(move=_move(request, fund_id), by=standing_of(request).member)
    return Response(FundSerializer(_fund(fund_id)).data, status=201)


@gate(Right.KEEP_PAYMENTS)
@extend_schema(
    operation_id="fund_take_out",
    parameters=[KEY_PARAMETER],
    request=FundMoveSerializer,
    responses={201: FundSerializer},
)
@api_view(["POST"])
def take_out(request: Request, union: str, fund_id: UUID) -> Response:
    """Money out of the fund into the purse; answers with the fund."""
    funds.take_out(move=_move(request, fund_id), by=standing_of(request).member)
    return Response(FundSerializer(_fund(fund_id)).data, status=201)


def _fund(fund_id: UUID) -> FundSheet:
    found = queries.fund(fund_id)
    if found is None:
        raise NotFound
    return found


def _move(request: Request, fund_id: UUID) -> FundMove:
    """What is asked for; raises NotFound, KeyMissing, ValidationError in this order."""
    _fund(fund_id)
    key = idempotency_key(request)
    sent = FundMoveSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    data = sent.validated_data
    return FundMove(
        fund_id=fund_id,
        amount_minor=data["amount_minor"],
        currency=standing_of(request).union.currency,
        words=data["words"],
        key=key,
    )
