"""The signed sizes of our log."""

from datetime import datetime

from federation.log.models.log_entry import LogEntry
from federation.log.models.outbox_line import OutboxLine
from federation.log.models.seal import Seal


def newest(epoch: int) -> Seal | None:
    """The seal of the largest size."""
    return Seal.objects.filter(epoch=epoch).order_by("-size").first()


def of_size(*, epoch: int, size: int) -> Seal | None:
    """The seal of exactly this size."""
    return Seal.objects.filter(epoch=epoch, size=size).first()


def covering(*, epoch: int, size: int) -> Seal | None:
    """The seal of the smallest sealed size that holds this many lines."""
    return Seal.objects.filter(epoch=epoch, size__gte=size).order_by("size").first()


def size_within(*, epoch: int, size: int) -> int:
    """The largest sealed size that is no larger than this one, 0 without any."""
    rows = Seal.objects.filter(epoch=epoch, size__lte=size)
    return rows.order_by("-size").values_list("size", flat=True).first() or 0


def sizes_within(*, epoch: int, above: int, upto: int) -> list[int]:
    """Sealed sizes in (above, upto], rising."""
    rows = Seal.objects.filter(epoch=epoch, size__gt=above, size__lte=upto)
    return list(rows.order_by("size").values_list("size", flat=True))


def unsigned_sizes(epoch: int) -> list[int]:
    """Sizes whose seal line is placed and whose note is not signed yet, rising."""
    ends = LogEntry.objects.filter(epoch=epoch, s="seal/1").values_list("index", flat=True)
    signed = Seal.objects.filter(epoch=epoch).values_list("size", flat=True)
    return sorted({index + 1 for index in ends} - set(signed))


def last_sealed_at(epoch: int) -> datetime | None:
    """When the newest seal was made."""
    seal = newest(epoch)
    return None if seal is None else seal.sealed_at


def has_urgent_lines() -> bool:
    """True while a line waits that must be sealed within a minute."""
    return OutboxLine.objects.filter(is_urgent=True).exists()


def outbox_depth() -> int:
    """How many lines wait."""
    return OutboxLine.objects.count()
