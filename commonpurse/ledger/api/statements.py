"""The month of the purse for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.api_answers import standing_of
from unions.gate import gate
from unions.refusals import NotFound


class StatementLineSerializer(serializers.Serializer[Any]):
    """A row; `entry_id` is null where private entries are told together."""

    on = serializers.DateField()
    title = serializers.CharField()
    by = serializers.CharField()
    came_in = serializers.IntegerField()
    went_out = serializers.IntegerField()
    balance = serializers.IntegerField()
    entries = serializers.IntegerField()
    private = serializers.BooleanField()
    entry_id = serializers.UUIDField(allow_null=True)
    reverses_on = serializers.DateField(allow_null=True)
    reversed_on = serializers.DateField(allow_null=True)


class StatementSerializer(serializers.Serializer[Any]):
    """A month; amounts in the smallest part of `unit`, which has `scale` decimal places."""

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
@extend_schema(operation_id="purse_statement", responses=StatementSerializer)
@api_view(["GET"])
def show(request: Request, union: str, month: str) -> Response:
    """Opening, rows and closing of a month, written as 2026-11."""
    standing = standing_of(request)
    try:
        first = months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
    statement = statements.of_purse(
        standing.union.currency,
        first,
        today=timezone.localdate(),
        hidden=hidden_from(standing.rights),
    )
    return Response(StatementSerializer(statement).data)
