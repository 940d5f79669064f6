"""Whether this may be logged, taken back or confirmed now, and if not, why."""

from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.refusals import (
    AlreadyReversed,
    AlreadySeen,
    ContributionRefused,
    DayIsOver,
    DayNotOpen,
    OwnEntry,
    SaysNothing,
    TooMuch,
    UnitOfAnotherKind,
)
from provisioning.contributions.rules.kinds import Kind, allows
from provisioning.contributions.rules.limits import AMOUNT_MAX, DAYS_BACK_MAX
from provisioning.measures import MINUTES_PER_DAY, Quantity, Unit
from provisioning.wording import say
from unions.people.models.membership import Membership
from unions.people.models.person import Person


def check_can_log(
    *, person: Person, kind: Kind, amount: Quantity, what: str, given_on: date
) -> None:
    """Raise SaysNothing, UnitOfAnotherKind, TooMuch or DayNotOpen."""
    if not what:
        raise SaysNothing
    if not allows(kind, amount.unit):
        raise UnitOfAnotherKind
    if not 0 < amount.amount <= AMOUNT_MAX[amount.unit]:
        raise TooMuch
    today = timezone.localdate()
    if not today - timedelta(days=DAYS_BACK_MAX) <= given_on <= today:
        raise DayNotOpen
    if amount.unit is Unit.MINUTE:
        _check_day_holds(person, amount, given_on)


def check_can_reverse(entry: Contribution) -> None:
    """Raise AlreadyReversed or DayIsOver."""
    if entry.reverses_id is not None or entry.reversals.all():
        raise AlreadyReversed
    if timezone.localdate(entry.logged_at) != timezone.localdate():
        raise DayIsOver


def can_reverse(entry: Contribution) -> bool:
    """True when this entry can be taken back now."""
    try:
        check_can_reverse(entry)
    except ContributionRefused:
        return False
    return True


def check_can_confirm(entry: Contribution, *, by: Membership) -> None:
    """Raise OwnEntry, AlreadyReversed or AlreadySeen."""
    if by.person_id == entry.person_id or by.id == entry.logged_by_id:
        raise OwnEntry
    if entry.reverses_id is not None or entry.reversals.all():
        raise AlreadyReversed
    if entry.seen_by_id is not None:
        raise AlreadySeen


def _check_day_holds(person: Person, amount: Quantity, given_on: date) -> None:
    logged = (
        Contribution.objects.of(person.id)
        .filter(given_on=given_on, unit=Unit.MINUTE)
        .aggregate(minutes=Sum("quantity"))["minutes"]
        or 0
    )
    if logged + amount.amount > MINUTES_PER_DAY:
        raise TooMuch(
            _(
                "With the %(logged)s of that day already in your list, this is more than "
                "a day holds. Nothing was saved."
            )
            % {"logged": say(Quantity(logged, Unit.MINUTE))}
        )
