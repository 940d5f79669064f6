"""The security gauge for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from commonpurse.rights import Right
from provisioning.reports.queries import security
from provisioning.reports.queries.security import Gauge
from unions.api_answers import standing_of
from unions.gate import gate


class GaugePointSerializer(serializers.Serializer[Any]):
    """The end of a month, the running one up to today; `tenths` of a month, or null."""

    month = serializers.DateField()
    tenths = serializers.IntegerField(source="value", allow_null=True)


class GaugeSerializer(serializers.Serializer[Any]):
    """Months in tenths, money in minor units of `currency`.

    `covered_tenths` and what it is worked out from are null where nothing was paid for survival
    needs, or where fewer than `least_persons` stand behind it (`is_hidden`).
    """

    currency = serializers.CharField()
    held = serializers.IntegerField(source="total")
    covered_tenths = serializers.IntegerField(source="tenths", allow_null=True)
    alert_months = serializers.IntegerField()
    is_low = serializers.BooleanField()
    is_hidden = serializers.BooleanField()
    least_persons = serializers.IntegerField(source="least")
    averaged_months = serializers.SerializerMethodField()
    paid_in_them = serializers.SerializerMethodField()
    trend = GaugePointSerializer(many=True, source="trend.points")

    def get_averaged_months(self, gauge: Gauge) -> list[str]:
        """First days of the months that the average is taken over, oldest first."""
        return [f"{month:%Y-%m-%d}" for month in gauge.basis.months] if gauge.basis else []

    def get_paid_in_them(self, gauge: Gauge) -> int | None:
        """What was paid for survival needs in those months."""
        return gauge.basis.amount if gauge.basis else None


@gate(Right.READ_PURSE)
@extend_schema(operation_id="purse_security", responses=GaugeSerializer)
@api_view(["GET"])
def show(request: Request, union: str) -> Response:
    """For how many months the purse covers survival needs."""
    found = security.gauge(standing_of(request).union.currency, today=timezone.localdate())
    return Response(GaugeSerializer(found).data)
