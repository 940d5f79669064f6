"""What the union in scope lets leave."""

from datetime import datetime

from django.db.models import Min, Q

from federation.peers.models.sharing_consent import SharingConsent
from federation.peers.rules.scopes import SUMMARY


def sections() -> frozenset[str]:
    """The sections of summaries that may be published at all."""
    rows = SharingConsent.objects.filter(withdrawn_at=None, scope=SUMMARY).exclude(section="")
    return frozenset(rows.values_list("section", flat=True))


def sections_at(moment: datetime) -> frozenset[str]:
    """The sections that might be published at a moment."""
    rows = SharingConsent.objects.filter(scope=SUMMARY, created_at__lte=moment).exclude(section="")
    rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
    return frozenset(rows.values_list("section", flat=True))


def scopes_for(authority: str) -> frozenset[str]:
    """The scopes that this peer may read."""
    rows = SharingConsent.objects.filter(withdrawn_at=None, section="", to__in=["", authority])
    return frozenset(rows.values_list("scope", flat=True))


def readable_since(authority: str, scope: str) -> datetime | None:
    """Since when this peer may read a scope without a break; None while it may not."""
    rows = SharingConsent.objects.filter(withdrawn_at=None, scope=scope, section="")
    found: datetime | None = rows.filter(to__in=["", authority]).aggregate(since=Min("created_at"))[
        "since"
    ]
    return found


def scopes() -> frozenset[str]:
    """The scopes that any peer may read."""
    rows = SharingConsent.objects.filter(withdrawn_at=None, section="")
    return frozenset(rows.values_list("scope", flat=True))
