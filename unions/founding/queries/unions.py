"""Unions of this instance; public facts only."""

from collections.abc import Iterable
from uuid import UUID

from unions.founding.models.union import Union


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
