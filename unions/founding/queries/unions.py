"""Unions of this instance; public facts only."""

from collections.abc import Iterable
from uuid import UUID

from unions.founding.models.union import Union
from unions.tenancy.scopes import current_union_id


def by_slug(slug: str) -> Union | None:
    """The live union of this address, or None."""
    found = Union.objects.select_related("region").filter(slug=slug).first()
    return found if found is not None and found.is_live else None


def by_ids(ids: Iterable[UUID]) -> list[Union]:
    """These unions by name."""
    return list(Union.objects.select_related("region").filter(id__in=ids).order_by("name"))


def live() -> list[Union]:
    """All unions of this instance that members may enter, by name."""
    return [u for u in Union.objects.select_related("region").order_by("name") if u.is_live]


def clocks() -> list[tuple[UUID, str]]:
    """Id and time zone of every live union: all that the clock may read of them."""
    rows = Union.objects.filter(state__in=Union.LIVE).order_by("id")
    return list(rows.values_list("id", "time_zone"))


def ids() -> list[UUID]:
    """The ids of all unions, dissolved ones too."""
    return list(Union.objects.order_by("id").values_list("id", flat=True))


def own_currency() -> str:
    """The currency of the union in scope. Raises NoScope."""
    found: str = Union.objects.values_list("currency", flat=True).get(id=current_union_id())
    return found
