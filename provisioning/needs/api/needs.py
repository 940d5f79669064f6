"""Needs for programs: the board, one's own, asking."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from provisioning.needs.actions import needs as actions
from provisioning.needs.actions.needs import Asking
from provisioning.needs.queries import needs
from provisioning.needs.rules.categories import (
    AMOUNT_MINOR_MAX,
    PEOPLE_MAX,
    TITLE_CHARS_MAX,
    WORDS_CHARS_MAX,
    Category,
)
from unions.api_answers import standing_of
from unions.gate import gate
from unions.tenancy.ids import uuid7


class NeedIn(serializers.Serializer[Any]):
    """What someone needs, in minor units; a repeat with the same `client_id` asks once."""

    client_id = serializers.UUIDField(default=uuid7)
    category = serializers.ChoiceField(choices=[code.value for code in Category])
    amount_minor = serializers.IntegerField(min_value=1, max_value=AMOUNT_MINOR_MAX)
    person_ids = serializers.ListField(
        child=serializers.UUIDField(), default=list, max_length=PEOPLE_MAX
    )
    by_on = serializers.DateField(default=None, allow_null=True)
    on_board = serializers.BooleanField(default=False)
    named = serializers.BooleanField(default=False)
    title = serializers.CharField(max_length=TITLE_CHARS_MAX, default="", allow_blank=True)
    words = serializers.CharField(max_length=WORDS_CHARS_MAX, default="", allow_blank=True)
    only_whole = serializers.BooleanField(default=False)
    in_kind_ok = serializers.BooleanField(default=True)

    def validate_by_on(self, day: date | None) -> date | None:
        """Today or later, as on the page."""
        if day is not None and day < timezone.localdate():
            raise serializers.ValidationError(_("That day is over. Choose a later one, or none."))
        return day


class NeedOut(serializers.Serializer[Any]):
    """A need as the board shows it; `name` is empty unless its asker chose so."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    people = serializers.IntegerField()
    by_on = serializers.DateField(allow_null=True)
    asked_at = serializers.DateTimeField()
    currency = serializers.CharField()
    amount_minor = serializers.IntegerField()
    met_minor = serializers.IntegerField()
    state = serializers.CharField()
    name = serializers.CharField()


class BoardOut(serializers.Serializer[Any]):
    """A page of the board, and whether there is more."""

    results = NeedOut(many=True)
    has_more = serializers.BooleanField()


@gate()
@extend_schema(
    methods=["GET"], operation_id="needs_board", responses=BoardOut, description="The board."
)
@extend_schema(methods=["POST"], operation_id="needs_ask", request=NeedIn, responses={201: NeedOut})
@api_view(["GET", "POST"])
def index(request: Request, union: str) -> Response:
    """What askers let everyone see; or ask for something."""
    by = standing_of(request).member
    if request.method == "GET":
        tags, more = needs.board()
        return Response(BoardOut({"results": tags, "has_more": more}).data)
    sent = NeedIn(data=request.data)
    sent.is_valid(raise_exception=True)
    data = {**sent.validated_data, "category": Category(sent.validated_data["category"])}
    data["person_ids"] = data["person_ids"] or [by.person_id]
    need = actions.ask(asking=Asking(**data), by=by)
    return Response(NeedOut(needs.my_need(need.pk, by).tag).data, status=201)


@gate()
@extend_schema(operation_id="needs_mine", responses=NeedOut(many=True))
@api_view(["GET"])
def mine(request: Request, union: str) -> Response:
    """What I asked for, newest first."""
    return Response(NeedOut(needs.own(standing_of(request).member), many=True).data)
