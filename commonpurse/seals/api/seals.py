"""The seals of the books for programs."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.rights import Right
from commonpurse.seals.actions import archives
from commonpurse.seals.forms.archives import ArchiveForm
from commonpurse.seals.queries import chains, sheets
from commonpurse.seals.rules.archive import file_name
from unions.api_answers import KEY_PARAMETER, idempotency_key, standing_of
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


class ArchiveMonthsSerializer(serializers.Serializer[Any]):
    """From one month to another, both included, written as 2026-11."""

    first = serializers.CharField(max_length=7)
    last = serializers.CharField(max_length=7)


@gate(Right.READ_PURSE)
@extend_schema(
    operation_id="seals_archive",
    parameters=[KEY_PARAMETER],
    request=ArchiveMonthsSerializer,
    responses={(200, "application/zip"): OpenApiTypes.BINARY},
)
@api_view(["POST"])
def archive(request: Request, union: str) -> HttpResponse:
    """The books of some months as a file that checks itself offline, as much as you may see."""
    key = idempotency_key(request)
    sent = ArchiveMonthsSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    form = ArchiveForm(sent.validated_data, today=timezone.localdate())
    if not form.is_valid():
        raise ValidationError(
            {name: [str(text) for text in words] for name, words in form.errors.items()}
        )
    first_on, last_on = form.days()
    standing = standing_of(request)
    content = archives.make(
        first_on=first_on,
        last_on=last_on,
        hidden=hidden_from(standing.rights),
        by=standing.member,
        key=key,
    )
    answer = HttpResponse(content, content_type="application/zip")
    name = file_name(union, first_on, last_on)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
