"""Balances for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.queries.accounts import account_lines
from commonpurse.rights import Right
from unions.gate import gate


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
