"""Logs, takes back and confirms what people gave."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from provisioning.contributions.guards.contributions import (
    check_can_confirm,
    check_can_log,
    check_can_reverse,
)
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.refusals import AlreadyReversed, AlreadySeen, SentByAnother
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity
from unions.people.models.membership import Membership
from unions.people.rules.names import clean
from unions.refusals import NotFound
from unions.tenancy.ids import uuid7


@transaction.atomic
def log(
    *, kind: Kind, amount: Quantity, what: str, given_on: date, client_id: UUID, by: Membership
) -> Contribution:
    """Keep what a member gave on a day; a repeated send answers with the first entry.

    Raises SaysNothing, UnitOfAnotherKind, TooMuch, DayNotOpen, SentByAnother.
    """
    # One person's entries come one after the other, so that a day never holds more than a day.
    by = Membership.objects.select_for_update().select_related(None).get(id=by.id)
    if (known := _sent_before(client_id, by)) is not None:
        return known
    words = clean(what)
    check_can_log(person=by.person, kind=kind, amount=amount, what=words, given_on=given_on)
    try:
        with transaction.atomic():
            return Contribution.objects.create(
                client_id=client_id,
                person_id=by.person_id,
                kind=kind,
                quantity=amount.amount,
                unit=amount.unit,
                given_on=given_on,
                what=words,
                logged_by=by,
            )
    except IntegrityError as error:
        raise SentByAnother from error


@transaction.atomic
def log_again(*, contribution_id: UUID, client_id: UUID, by: Membership) -> Contribution:
    """Log an own entry once more, for today. Raises NotFound, TooMuch, SentByAnother."""
    entry = _own(contribution_id, by)
    if entry.reverses_id is not None:
        raise NotFound
    return log(
        kind=Kind(entry.kind),
        amount=entry.amount,
        what=entry.what,
        given_on=timezone.localdate(),
        client_id=client_id,
        by=by,
    )


@transaction.atomic
def reverse(*, contribution_id: UUID, by: Membership) -> Contribution:
    """Take an own entry back on the day it was logged; both rows stay.

    Raises NotFound, AlreadyReversed, DayIsOver.
    """
    entry = _own(contribution_id, by)
    check_can_reverse(entry)
    try:
        with transaction.atomic():
            return Contribution.objects.create(
                client_id=uuid7(),
                person_id=entry.person_id,
                kind=entry.kind,
                quantity=-entry.quantity,
                unit=entry.unit,
                given_on=entry.given_on,
                what=entry.what,
                logged_by=by,
                reverses=entry,
            )
    except IntegrityError as error:
        raise AlreadyReversed from error


@transaction.atomic
def confirm(*, contribution_id: UUID, by: Membership) -> Contribution:
    """Say that one has seen what another gave.

    Raises NotFound, OwnEntry, AlreadyReversed, AlreadySeen.
    """
    entry = Contribution.objects.filter(id=contribution_id).first()
    if entry is None:
        raise NotFound
    check_can_confirm(entry, by=by)
    now = timezone.now()
    # The condition settles two pairs of eyes at once: the later one is told.
    unseen = Contribution.objects.filter(id=entry.id, seen_by=None)
    if not unseen.update(seen_by=by, seen_at=now):
        raise AlreadySeen
    entry.seen_by, entry.seen_at = by, now
    return entry


def _own(contribution_id: UUID, by: Membership) -> Contribution:
    entry = Contribution.objects.of(by.person_id).filter(id=contribution_id).first()
    if entry is None:
        raise NotFound
    return entry


def _sent_before(client_id: UUID, by: Membership) -> Contribution | None:
    known = Contribution.objects.filter(client_id=client_id).first()
    if known is not None and known.person_id != by.person_id:
        raise SentByAnother
    return known
