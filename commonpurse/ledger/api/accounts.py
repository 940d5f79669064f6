"""Balances for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.api.statements import StatementLineSerializer
from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.accounts import account_lines
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.api_answers import standing_of
from unions.gate import gate
from unions.refusals import NotFound

MONTH = OpenApiParameter(
    "month", str, description="Written as 2026-11; the running one if left out."
)


class AccountLineSerializer(serializers.Serializer[Any]):
    """An account; the balance in the smallest part of `unit`."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    scale = serializers.IntegerField()
    balance = serializers.IntegerField()
    lines = serializers.IntegerField()


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_accounts", responses=AccountLineSerializer(many=True))
@api_view(["GET"])
def index(request: Request, union: str) -> Response:
    """All open accounts with what they hold."""
    return Response(AccountLineSerializer(account_lines(), many=True).data)


class AccountStatementSerializer(serializers.Serializer[Any]):
    """An account in a month; amounts in the smallest part of `unit`."""

    name = serializers.CharField()
    kind = serializers.CharField()
    month = serializers.DateField()
    last_day = serializers.DateField()
    unit = serializers.CharField()
    scale = serializers.IntegerField()
    opening = serializers.IntegerField()
    came_in = serializers.IntegerField()
    went_out = serializers.IntegerField()
    closing = serializers.IntegerField()
    lines = StatementLineSerializer(many=True)


@gate(Right.READ_PURSE)
@extend_schema(
    operation_id="purse_account", parameters=[MONTH], responses=AccountStatementSerializer
)
@api_view(["GET"])
def show(request: Request, union: str, account_id: UUID) -> Response:
    """Opening, rows and closing of an account in a month."""
    today = timezone.localdate()
    try:
        month = months.read(request.query_params.get("month") or f"{today:%Y-%m}")
    except months.UnknownMonthError as error:
        raise NotFound from error
    hidden = hidden_from(standing_of(request).rights)
    statement = statements.of_account(account_id, month, today=today, hidden=hidden)
    if statement is None:
        raise NotFound
    return Response(AccountStatementSerializer(statement).data)
