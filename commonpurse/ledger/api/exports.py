"""The books as files for programs, with the same months and the same privacy as on the pages."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view, content_negotiation_class
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from commonpurse.ledger.forms.exports import ALL, OTHER, YEAR, PeriodForm
from commonpurse.ledger.queries import book_files
from commonpurse.ledger.queries.book_files import Format
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.rights import Right
from unions.api_answers import standing_of
from unions.gate import gate

MONTHS = [
    OpenApiParameter("period", str, enum=[YEAR, ALL, OTHER], description="Twelve months if empty."),
    OpenApiParameter("from", str, description="The first month, as 2026-01."),
    OpenApiParameter("to", str, description="The last month, as 2026-11."),
]
JOURNAL = {(200, "text/plain"): OpenApiTypes.STR}
TABLE = {(200, "text/csv"): OpenApiTypes.STR}
SHEETS = {
    (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"): OpenApiTypes.BINARY
}


class AsTheAddressSays(DefaultContentNegotiation):
    """A file is in the format of its address, whatever the program says that it accepts."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - REST framework hands it over by name
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002
    ) -> tuple[BaseRenderer, str]:
        """The first there is: a no is told as JSON everywhere."""
        first = next(iter(renderers))
        return first, first.media_type


class BookUnitSerializer(serializers.Serializer[Any]):
    """What is counted; `scale` digits of an amount stand behind the point."""

    code = serializers.CharField()
    kind = serializers.CharField()
    scale = serializers.IntegerField()


class BookFundSerializer(serializers.Serializer[Any]):
    """A purpose that accounts are tied to."""

    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    restricted = serializers.BooleanField()


class BookAccountSerializer(serializers.Serializer[Any]):
    """An account; `path` is its place in the tree, amounts in the smallest part of `unit`."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    path = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    fund = serializers.CharField(allow_null=True)
    begins_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    opening = serializers.IntegerField()
    closing = serializers.IntegerField()


class BookLineSerializer(serializers.Serializer[Any]):
    """What an entry did to the account of this code; too few private ones tell no amount, but what
    the account holds after them."""

    account = serializers.CharField()
    amount = serializers.IntegerField(allow_null=True)
    balance = serializers.IntegerField(allow_null=True)


class BookEntrySerializer(serializers.Serializer[Any]):
    """An entry; where private ones are told together, `entries` says how many, `id` is null."""

    id = serializers.UUIDField(allow_null=True)
    on = serializers.DateField()
    kind = serializers.CharField()
    title = serializers.CharField()
    by = serializers.ListField(child=serializers.CharField())
    private = serializers.BooleanField()
    entries = serializers.IntegerField()
    reverses = serializers.UUIDField(allow_null=True)
    reversed_by = serializers.UUIDField(allow_null=True)
    lines = BookLineSerializer(many=True)


class BooksSerializer(serializers.Serializer[Any]):
    """The books of a period; `schema` names the version of this shape."""

    schema = serializers.CharField()
    union = serializers.DictField(child=serializers.CharField())
    period = serializers.DictField(child=serializers.DateField())
    notes = serializers.ListField(child=serializers.CharField())
    units = BookUnitSerializer(many=True)
    funds = BookFundSerializer(many=True)
    accounts = BookAccountSerializer(many=True)
    entries = BookEntrySerializer(many=True)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_xlsx", parameters=MONTHS, responses=SHEETS)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def xlsx(request: Request, union: str) -> HttpResponse:
    """A spreadsheet: sums, accounts and every line."""
    return _file(request, Format.XLSX)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_lines_csv", parameters=MONTHS, responses=TABLE)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def lines_csv(request: Request, union: str) -> HttpResponse:
    """A table with a row for each line; what was there at the start first."""
    return _file(request, Format.LINES_CSV)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_entries_csv", parameters=MONTHS, responses=TABLE)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def entries_csv(request: Request, union: str) -> HttpResponse:
    """A table with a row for each entry."""
    return _file(request, Format.ENTRIES_CSV)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_beancount", parameters=MONTHS, responses=JOURNAL)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def beancount(request: Request, union: str) -> HttpResponse:
    """A journal for beancount."""
    return _file(request, Format.BEANCOUNT)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_hledger", parameters=MONTHS, responses=JOURNAL)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def hledger(request: Request, union: str) -> HttpResponse:
    """A journal for hledger."""
    return _file(request, Format.HLEDGER)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_export_json", parameters=MONTHS, responses=BooksSerializer)
@api_view(["GET"])
@content_negotiation_class(AsTheAddressSays)
def json(request: Request, union: str) -> HttpResponse:
    """The books with their units and the tree of accounts."""
    return _file(request, Format.JSON)


def _file(request: Request, wanted: Format) -> HttpResponse:
    """The file; raises ValidationError for bad months and TooManyLines for too many."""
    standing = standing_of(request)
    form = PeriodForm(request.query_params.dict(), today=timezone.localdate())
    if not form.is_valid():
        raise ValidationError(
            {name: [str(text) for text in words] for name, words in form.errors.items()}
        )
    file = book_files.file(
        wanted,
        form.wanted(),
        slug=standing.union.slug,
        name=standing.union.name,
        hidden=hidden_from(standing.rights),
    )
    # Read to its end here, inside the union's scope.
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
