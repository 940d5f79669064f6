"""Things of One Cloak, for programs that act for one member."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from provisioning.goods.queries import shared_goods, things
from provisioning.goods.rules.codes import tidy
from provisioning.goods.rules.days import Chosen
from provisioning.goods.rules.limits import (
    CARDS_PER_PAGE,
    CARDS_SHOWN_MAX,
    DAYS_AHEAD_MAX,
    SEARCH_CHARS_MAX,
)
from unions.api_answers import standing_of
from unions.gate import gate


class Wanted(serializers.Serializer[Any]):
    """What to look for."""

    search = serializers.CharField(max_length=SEARCH_CHARS_MAX, default="", allow_blank=True)
    category = serializers.CharField(max_length=20, default="", allow_blank=True)
    free_on = serializers.DateField(default=None, allow_null=True)
    shown = serializers.IntegerField(min_value=1, max_value=CARDS_SHOWN_MAX, default=CARDS_PER_PAGE)


class SharedGoodOut(serializers.Serializer[Any]):
    """A thing as it stands in the catalogue."""

    code = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    category = serializers.CharField()
    place = serializers.CharField()
    state = serializers.CharField(source="state.word")
    is_free = serializers.BooleanField()


class CatalogueOut(serializers.Serializer[Any]):
    """Things by name, and how many fit in all."""

    results = SharedGoodOut(source="cards", many=True)
    total = serializers.IntegerField()


class ThingOut(serializers.Serializer[Any]):
    """A thing with what its page says."""

    code = serializers.CharField(source="card.code")
    name = serializers.CharField(source="card.name")
    about = serializers.CharField(source="card.about")
    category = serializers.CharField(source="card.category")
    place = serializers.CharField(source="card.place")
    state = serializers.CharField(source="card.state.word")
    is_free = serializers.BooleanField(source="card.is_free")
    steward = serializers.CharField()
    rules = serializers.CharField()
    max_days = serializers.IntegerField()


class Days(serializers.Serializer[Any]):
    """From and until, both included; twelve weeks at most."""

    from_on = serializers.DateField(default=timezone.localdate)
    until_on = serializers.DateField(default=None, allow_null=True)


class FreeDaysOut(serializers.Serializer[Any]):
    """The days that can be booked."""

    days = serializers.ListField(child=serializers.DateField())


@gate()
@extend_schema(operation_id="goods_list", parameters=[Wanted], responses=CatalogueOut)
@api_view(["GET"])
def index(request: Request, union: str) -> Response:
    """Things whose name, place or code holds the words, of a kind, free on a day."""
    wanted = Wanted(data=request.query_params)
    wanted.is_valid(raise_exception=True)
    return Response(CatalogueOut(shared_goods.catalogue(**wanted.validated_data)).data)


@gate()
@extend_schema(operation_id="goods_show", responses=ThingOut)
@api_view(["GET"])
def show(request: Request, union: str, code: str) -> Response:
    """One thing."""
    reader = standing_of(request).member
    return Response(ThingOut(things.thing(code=tidy(code), reader=reader, chosen=Chosen())).data)


@gate()
@extend_schema(operation_id="goods_free_days", parameters=[Days], responses=FreeDaysOut)
@api_view(["GET"])
def free_days(request: Request, union: str, code: str) -> Response:
    """The days of a thing that can be booked."""
    asked = Days(data=request.query_params)
    asked.is_valid(raise_exception=True)
    today = timezone.localdate()
    from_on: date = max(asked.validated_data["from_on"], today)
    until_on: date = asked.validated_data["until_on"] or today + timedelta(days=DAYS_AHEAD_MAX)
    days = things.free_days(
        code=tidy(code), from_on=from_on, until_on=until_on, reader=standing_of(request).member
    )
    return Response(FreeDaysOut({"days": days}).data)
