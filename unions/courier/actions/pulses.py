"""Says that a process lives."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from unions.courier.models.pulse import Pulse


@transaction.atomic
def beat(*, name: str, gauges: Mapping[str, int] | None = None) -> None:
    """Write a process's pulse; done by the process itself."""
    Pulse.objects.update_or_create(
        name=name, defaults={"beat_at": timezone.now(), "gauges": dict(gauges or {})}
    )
