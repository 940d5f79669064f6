"""The seals of the books for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.rights import Right
from commonpurse.seals.queries import chains, sheets
from unions.gate import gate


class SealsSerializer(serializers.Serializer[Any]):
    """The head of the chain; `head`, `key` in hex. `wrong` is empty when all was whole."""

    block = serializers.IntegerField()
    entries = serializers.IntegerField()
    head = serializers.CharField(allow_null=True)
    key = serializers.CharField()
    checked_at = serializers.DateTimeField(allow_null=True)
    wrong = serializers.CharField(allow_blank=True)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="seals_show", responses=SealsSerializer)
@api_view(["GET"])
def show(request: Request, union: str) -> Response:
    """How far the chain reaches, and what the last recount found."""
    head, checked = chains.head(), chains.last_check()
    told = {
        "block": head.block if head else 0,
        "entries": head.entries if head else 0,
        "head": head.hash if head else None,
        "key": sheets.public_key(),
        "checked_at": checked.at if checked else None,
        "wrong": checked.words if checked else "",
    }
    return Response(SealsSerializer(told).data)
