"""Things and days that the tests of this subject share."""

from datetime import UTC, date, datetime
from typing import Any

from provisioning.goods.actions.bookings import book
from provisioning.goods.actions.shared_goods import Card, bring_in
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7

# A Monday.
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def day(number: int) -> date:
    """A day of December 2026; 0 is Monday 30 November, the tests' today."""
    return date(2026, 12, number) if number else date(2026, 11, 30)


def card(**changes: Any) -> Card:
    """What the label of the cargo bike says."""
    fields: dict[str, Any] = {
        "code": "HL 014",
        "name": "Cargo bike",
        "about": "Carries 100 kg or two children",
        "category": "transport",
        "place": "In the boat shed, left door",
        "steward_id": None,
        "max_days": 7,
        "rules": "Bring it back charged.",
    }
    return Card(**(fields | changes))


def thing(by: Membership, **changes: Any) -> SharedGood:
    """A thing brought in by a steward."""
    return bring_in(card=card(**changes), by=by)


def booked(by: Membership, first: int, last: int | None = None, code: str = "HL 014") -> Booking:
    """Days of December booked by someone."""
    return book(
        code=code,
        first_on=day(first),
        last_on=day(last if last is not None else first),
        client_id=uuid7(),
        by=by,
    )
