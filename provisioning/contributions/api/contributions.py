"""What people gave, for programs that act for one member."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from provisioning.contributions.actions import contributions as actions
from provisioning.contributions.queries import contributions
from provisioning.contributions.rules.kinds import Kind
from provisioning.contributions.rules.limits import AMOUNT_MAX, WHAT_CHARS_MAX
from provisioning.measures import Quantity, Unit
from unions.api_answers import standing_of
from unions.gate import gate
from unions.tenancy.ids import uuid7

PAGE_ROWS_MAX = 50
OFFSET_MAX = 100_000


class ContributionIn(serializers.Serializer[Any]):
    """An entry as it is sent; `quantity` counts the smallest part of `unit`."""

    client_id = serializers.UUIDField(default=uuid7)
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    quantity = serializers.IntegerField(min_value=1, max_value=max(AMOUNT_MAX.values()))
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    what = serializers.CharField(max_length=WHAT_CHARS_MAX)
    given_on = serializers.DateField(default=timezone.localdate)


class ContributionOut(serializers.Serializer[Any]):
    """An entry as its giver reads it; a reversal counts below zero."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    quantity = serializers.IntegerField(source="amount.amount")
    unit = serializers.CharField(source="amount.unit.value")
    what = serializers.CharField()
    given_on = serializers.DateField()
    seen_by = serializers.CharField()
    is_reversal = serializers.BooleanField()
    is_reversed = serializers.BooleanField()


class Page(serializers.Serializer[Any]):
    """Where in the list to begin."""

    offset = serializers.IntegerField(min_value=0, max_value=OFFSET_MAX, default=0)


class ContributionPage(serializers.Serializer[Any]):
    """Entries, and where the next page begins."""

    results = ContributionOut(many=True)
    next_offset = serializers.IntegerField(allow_null=True)


@gate()
@extend_schema(methods=["GET"], parameters=[Page], responses=ContributionPage)
@extend_schema(methods=["POST"], request=ContributionIn, responses={201: ContributionOut})
@api_view(["GET", "POST"])
def index(request: Request, union: str) -> Response:
    """List one's own entries, the last logged first; or log one, where a repeat counts once."""
    if request.method == "POST":
        return _log(request)
    page = Page(data=request.query_params)
    page.is_valid(raise_exception=True)
    offset = page.validated_data["offset"]
    rows = contributions.newest(
        person_id=standing_of(request).member.person_id, limit=PAGE_ROWS_MAX + 1, offset=offset
    )
    more = len(rows) > PAGE_ROWS_MAX
    answer = {
        "results": rows[:PAGE_ROWS_MAX],
        "next_offset": offset + PAGE_ROWS_MAX if more else None,
    }
    return Response(ContributionPage(answer).data)


@gate()
@extend_schema(request=None, responses={201: ContributionOut})
@api_view(["POST"])
def reverse(request: Request, union: str, contribution_id: UUID) -> Response:
    """Take one's own entry back on the day it was logged; answers with the second row."""
    member = standing_of(request).member
    row = actions.reverse(contribution_id=contribution_id, by=member)
    return _created(row.id, member.person_id)


def _log(request: Request) -> Response:
    sent = ContributionIn(data=request.data)
    sent.is_valid(raise_exception=True)
    data, member = sent.validated_data, standing_of(request).member
    row = actions.log(
        kind=Kind(data["kind"]),
        amount=Quantity(data["quantity"], Unit(data["unit"])),
        what=data["what"],
        given_on=data["given_on"],
        client_id=data["client_id"],
        by=member,
    )
    return _created(row.id, member.person_id)


def _created(contribution_id: UUID, person_id: UUID) -> Response:
    entry = contributions.one(contribution_id=contribution_id, person_id=person_id)
    return Response(ContributionOut(entry).data, status=201)
