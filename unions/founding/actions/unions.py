"""Founds a union and sets its rules."""

from django.db import transaction
from django.db.models import Max

from unions.founding.models.region import Region
from unions.founding.models.union import Union
from unions.founding.models.union_policy import UnionPolicy
from unions.founding.rules.policies import Value, default


@transaction.atomic
def found(*, slug: str, name: str, region_slug: str, region_name: str, **more: str) -> Union:
    """Make a union in its region; the region is made with its first union. Done by the host.

    `more` may name its `currency` (ISO 4217), `time_zone` (of the IANA), `area` (ISO 3166) and
    `setting`, a line about where it is.
    """
    region, _ = Region.objects.get_or_create(slug=region_slug, defaults={"name": region_name})
    return Union.objects.create(slug=slug, name=name, region=region, **more)


@transaction.atomic
def set_policy(*, key: str, value: Value) -> UnionPolicy:
    """Add the next version of one rule of the union in scope. Done by the host, or by the action
    of a subject that checks the right and leaves its own trace.

    Raises UnknownPolicy.
    """
    default(key)
    newest = UnionPolicy.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
    return UnionPolicy.objects.create(key=key, version=newest + 1, value=value)
