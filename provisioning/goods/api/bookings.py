"""Bookings, for programs that act for one member."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from provisioning.goods.actions import bookings as actions
from provisioning.goods.queries import bookings
from provisioning.goods.rules.codes import tidy
from provisioning.goods.rules.limits import CODE_CHARS_MAX
from unions.api_answers import standing_of
from unions.gate import gate
from unions.standing import Standing
from unions.tenancy.ids import uuid7


class BookingIn(serializers.Serializer[Any]):
    """Days of a thing, both ends included; a repeat with the same `client_id` books once."""

    client_id = serializers.UUIDField(default=uuid7)
    code = serializers.CharField(max_length=CODE_CHARS_MAX)
    first_on = serializers.DateField()
    last_on = serializers.DateField()


class BookingOut(serializers.Serializer[Any]):
    """A booking as its borrower reads it."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    state = serializers.CharField()
    is_late = serializers.BooleanField()


class OwnOut(serializers.Serializer[Any]):
    """What is ahead, soonest first, and what is over, newest first."""

    ahead = BookingOut(many=True)
    past = BookingOut(many=True)


@gate()
@extend_schema(methods=["GET"], operation_id="bookings_mine", responses=OwnOut)
@extend_schema(
    methods=["POST"],
    operation_id="bookings_create",
    request=BookingIn,
    responses={201: BookingOut},
)
@api_view(["GET", "POST"])
def index(request: Request, union: str) -> Response:
    """One's own bookings; or book days of a thing."""
    standing = standing_of(request)
    if request.method == "GET":
        return Response(OwnOut(bookings.own(standing.person.id)).data)
    sent = BookingIn(data=request.data)
    sent.is_valid(raise_exception=True)
    data = {**sent.validated_data, "code": tidy(sent.validated_data["code"])}
    booking = actions.book(**data, by=standing.member)
    return Response(_out(booking.id, standing), status=201)


@gate()
@extend_schema(operation_id="bookings_cancel", request=None, responses=BookingOut)
@api_view(["POST"])
def cancel(request: Request, union: str, booking_id: UUID) -> Response:
    """Give the days free again before the thing is fetched."""
    standing = standing_of(request)
    booking = actions.cancel(booking_id=booking_id, by=standing.member)
    return Response(_out(booking.id, standing))


def _out(booking_id: UUID, standing: Standing) -> dict[str, Any]:
    row = bookings.one(booking_id=booking_id, reader=standing.member, as_steward=True)
    return dict(BookingOut(row).data)
