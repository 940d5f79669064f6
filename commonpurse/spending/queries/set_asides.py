"""What is kept for needs."""

from collections.abc import Iterable
from uuid import UUID

from commonpurse.spending.models.set_aside import SetAside


def kept(need_ids: Iterable[UUID], currency: str) -> dict[UUID, int]:
    """Minor units kept now, by need; needs without any are left out."""
    rows = SetAside.objects.filter(
        need_id__in=list(need_ids), currency=currency, amount_minor__gt=0
    )
    return dict(rows.values_list("need_id", "amount_minor"))
