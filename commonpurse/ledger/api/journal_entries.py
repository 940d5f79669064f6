"""The journal for programs, and taking an entry back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.ledger.actions import journal_entries as actions
from commonpurse.ledger.queries import journal, journal_entries
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules.entries import EARLIEST_ON, LATEST_ON, WORDS_LENGTH_MAX
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.journal import Place, UnreadablePlaceError, Wanted, read_place
from commonpurse.ledger.rules.money import AMOUNT_MAX
from commonpurse.rights import Right
from unions.api_answers import KEY_PARAMETER, idempotency_key, standing_of
from unions.gate import gate
from unions.refusals import NotFound


class NamedAccountSerializer(serializers.Serializer[Any]):
    """An account by name."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()


class MoveSerializer(serializers.Serializer[Any]):
    """What was moved of one unit, in its smallest part; `scale` digits stand behind the point.

    `amount` is null where too few private entries would tell it.
    """

    unit = serializers.CharField()
    scale = serializers.IntegerField()
    amount = serializers.IntegerField(allow_null=True)
    out_of = NamedAccountSerializer(many=True)
    into = NamedAccountSerializer(many=True)


class JournalRowSerializer(serializers.Serializer[Any]):
    """An entry; or private ones that are told together, with `entry_id` null and no names.

    The day of too few private ones is the end of their month.
    """

    entry_id = serializers.UUIDField(allow_null=True)
    on = serializers.DateField()
    kind = serializers.CharField()
    title = serializers.CharField()
    by = serializers.CharField()
    entries = serializers.IntegerField()
    private = serializers.BooleanField()
    moves = MoveSerializer(many=True)
    reverses_id = serializers.UUIDField(allow_null=True)
    reversed_by_id = serializers.UUIDField(allow_null=True)


class JournalSerializer(serializers.Serializer[Any]):
    """A page, newest first. Ask for `?after=` the value of `more` to go on; null at the end.

    `total` is null where the entries are too many to be counted at once.
    """

    rows = JournalRowSerializer(many=True)
    total = serializers.IntegerField(allow_null=True)
    more = serializers.CharField(allow_null=True)
    leaves_private_out = serializers.BooleanField()


class WantedSerializer(serializers.Serializer[Any]):
    """What is asked of the journal; amounts in the smallest part of `unit`, else of the union's
    currency."""

    from_on = serializers.DateField(required=False)
    to_on = serializers.DateField(required=False)
    kind = serializers.ChoiceField([kind.value for kind in EntryKind], required=False)
    account_id = serializers.UUIDField(required=False)
    fund_id = serializers.UUIDField(required=False)
    unit = serializers.CharField(max_length=12, required=False)
    amount_from = serializers.IntegerField(min_value=1, max_value=AMOUNT_MAX, required=False)
    amount_to = serializers.IntegerField(min_value=1, max_value=AMOUNT_MAX, required=False)
    words = serializers.CharField(max_length=WORDS_LENGTH_MAX, required=False)
    only_pairs = serializers.BooleanField(required=False)
    after = serializers.CharField(required=False)

    def validate_after(self, text: str) -> Place:
        """The place that a page before gave."""
        try:
            return read_place(text)
        except UnreadablePlaceError as error:
            raise serializers.ValidationError(_("This is no page of the journal.")) from error


class EntryLineSerializer(serializers.Serializer[Any]):
    """A signed line, in is positive; `balance_after` is null for whom entries are hidden."""

    account_id = serializers.UUIDField()
    account = serializers.CharField()
    unit = serializers.CharField()
    scale = serializers.IntegerField()
    amount = serializers.IntegerField()
    balance_after = serializers.IntegerField(allow_null=True)


class EntrySerializer(serializers.Serializer[Any]):
    """An entry with its lines; what it was about by reference only."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    on = serializers.DateField(source="effective_on")
    posted_at = serializers.DateTimeField()
    by = serializers.CharField()
    source_kind = serializers.CharField()
    source_id = serializers.UUIDField(allow_null=True)
    reverses_id = serializers.UUIDField(allow_null=True)
    reversed_by_id = serializers.UUIDField(allow_null=True)
    lines = EntryLineSerializer(many=True)


class ReversalSerializer(serializers.Serializer[Any]):
    """Why an entry is taken back, and on which day: not before its own, not ahead of today."""

    why = serializers.CharField(max_length=WORDS_LENGTH_MAX)
    on = serializers.DateField()

    def validate_on(self, on: date) -> date:
        """A day of the books that has come."""
        if not EARLIEST_ON <= on <= LATEST_ON:
            raise serializers.ValidationError(_("The books cover the years 2000 to 2099."))
        if on > timezone.localdate():
            raise serializers.ValidationError(_("This day has not come yet."))
        return on


@gate(Right.READ_PURSE)
@extend_schema(
    operation_id="journal_entries", parameters=[WantedSerializer], responses=JournalSerializer
)
@api_view(["GET"])
def index(request: Request, union: str) -> Response:
    """Every entry, newest first, 25 rows a page."""
    standing = standing_of(request)
    asked = WantedSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    after = asked.validated_data.pop("after", None)
    amount_unit = asked.validated_data.get("unit") or standing.union.currency
    found = journal.page(
        Wanted(amount_unit=amount_unit, **asked.validated_data),
        after=after,
        today=timezone.localdate(),
        hidden=hidden_from(standing.rights),
    )
    return Response(JournalSerializer(found).data)


@gate(Right.READ_PURSE)
@extend_schema(operation_id="journal_entry", responses=EntrySerializer)
@api_view(["GET"])
def show(request: Request, union: str, entry_id: UUID) -> Response:
    """One entry."""
    return Response(EntrySerializer(_entry(request, entry_id)).data)


@gate(Right.KEEP_PAYMENTS)
@extend_schema(
    operation_id="journal_entry_reverse",
    parameters=[KEY_PARAMETER],
    request=ReversalSerializer,
    responses={201: EntrySerializer},
)
@api_view(["POST"])
def reverse(request: Request, union: str, entry_id: UUID) -> Response:
    """Take an entry back; answers with its reversal."""
    entry, key = _entry(request, entry_id), idempotency_key(request)
    sent = ReversalSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    posted = actions.reverse(
        entry_id=entry.id,
        why=sent.validated_data["why"],
        effective_on=sent.validated_data["on"],
        key=key,
        by=standing_of(request).member,
    )
    return Response(EntrySerializer(_entry(request, posted.entry_id)).data, status=201)


def _entry(request: Request, entry_id: UUID) -> journal_entries.EntrySheet:
    entry = journal_entries.show(entry_id, hidden=hidden_from(standing_of(request).rights))
    if entry is None:
        raise NotFound
    return entry
