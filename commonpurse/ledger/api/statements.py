"""The months of the purse for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.api_answers import standing_of
from unions.gate import gate
from unions.refusals import NotFound

ROWS_MAX = 500
UNIT = OpenApiParameter(
    "unit", str, description="A unit that the purse holds; the union's own currency by default."
)
AFTER = OpenApiParameter(
    "after", int, description=f"How many rows to pass over; {ROWS_MAX} at most come at once."
)


class StatementLineSerializer(serializers.Serializer[Any]):
    """A row; `entry_id` is null where private entries are told together. Where these are too few,
    amounts are null and `on` is the last day of the month: only its sums tell what they came to."""

    on = serializers.DateField()
    title = serializers.CharField()
    by = serializers.CharField()
    came_in = serializers.IntegerField(allow_null=True)
    went_out = serializers.IntegerField(allow_null=True)
    balance = serializers.IntegerField(allow_null=True)
    entries = serializers.IntegerField()
    private = serializers.BooleanField()
    entry_id = serializers.UUIDField(allow_null=True)
    reverses_on = serializers.DateField(allow_null=True)
    reversed_on = serializers.DateField(allow_null=True)


class AccountMonthSerializer(serializers.Serializer[Any]):
    """An account over the month; opening + change = closing."""

    account_id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    opening = serializers.IntegerField()
    change = serializers.IntegerField()
    closing = serializers.IntegerField()


class StatementSerializer(serializers.Serializer[Any]):
    """A month; amounts in the smallest part of `unit`, which has `scale` decimal places.

    `lines` are what changed the purse as a whole, `inner` what moved inside it; `next` is the
    `after` of the rows that follow, or null. `accounts` add up to the purse, `funds` stand beside
    it. A closed month has `closed_at` and `closed_by`; nothing in it changes any more.
    """

    month = serializers.DateField(source="statement.month")
    last_day = serializers.DateField(source="statement.last_day")
    unit = serializers.CharField(source="statement.unit")
    scale = serializers.IntegerField(source="statement.scale")
    opening = serializers.IntegerField(source="statement.opening")
    came_in = serializers.IntegerField(source="statement.came_in")
    went_out = serializers.IntegerField(source="statement.went_out")
    closing = serializers.IntegerField(source="statement.closing")
    lines = StatementLineSerializer(many=True, source="statement.lines")
    inner = StatementLineSerializer(many=True, source="statement.inner")
    accounts = AccountMonthSerializer(many=True)
    funds = AccountMonthSerializer(many=True)
    closed_at = serializers.DateTimeField(source="closed.closed_at", default=None)
    closed_by = serializers.CharField(source="closed.by", default="")


class StatementPageSerializer(StatementSerializer):
    """A part of a month's rows with all of its sums."""

    next = serializers.IntegerField(allow_null=True)


class MonthSerializer(serializers.Serializer[Any]):
    """What came in, went out and was there at the end of a month; smallest parts of `unit`."""

    month = serializers.DateField()
    unit = serializers.CharField()
    scale = serializers.IntegerField()
    came_in = serializers.IntegerField()
    went_out = serializers.IntegerField()
    closing = serializers.IntegerField()
    is_closed = serializers.BooleanField()


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_months", parameters=[UNIT], responses=MonthSerializer(many=True))
@api_view(["GET"])
def index(request: Request, union: str) -> Response:
    """Every month that the books hold, newest first."""
    found = books.listed(_unit(request), today=timezone.localdate())
    return Response(MonthSerializer(found, many=True).data)


@gate(Right.READ_PURSE)
@extend_schema(
    operation_id="purse_statement", parameters=[UNIT, AFTER], responses=StatementPageSerializer
)
@api_view(["GET"])
def show(request: Request, union: str, month: str) -> Response:
    """Opening, rows and closing of a month, written as 2026-11."""
    standing, after = standing_of(request), _after(request)
    try:
        first = months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
    sheet = statements.sheet(
        _unit(request),
        first,
        own=standing.union.currency,
        today=timezone.localdate(),
        hidden=hidden_from(standing.rights),
        part=slice(after, after + ROWS_MAX),
    )
    is_cut = sheet.statement.rest or sheet.statement.inner_rest
    following = after + ROWS_MAX if is_cut else None
    return Response({**StatementSerializer(sheet).data, "next": following})


def _unit(request: Request) -> str:
    own = standing_of(request).union.currency
    unit = request.query_params.get("unit", own)
    if unit != own and unit not in books.held_units(own):
        raise NotFound
    return unit


def _after(request: Request) -> int:
    field = serializers.IntegerField(min_value=0, max_value=10**9)
    return int(field.run_validation(request.query_params.get("after", "0")))
