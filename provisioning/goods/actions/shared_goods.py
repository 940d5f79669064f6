"""Brings things in, changes what is said of them, mends and retires them."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from provisioning.goods.guards.shared_goods import check_can_move, check_code_is_free
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.refusals import CodeTaken
from unions.founding.actions.audit_events import record
from unions.people.models.membership import Membership
from unions.people.rules.names import sort_key
from unions.refusals import NotFound


@dataclass(frozen=True)
class Card:
    """What a thing's label and page say; `code` is tidy."""

    code: str
    name: str
    about: str
    category: str
    place: str
    steward_id: UUID | None
    max_days: int
    rules: str


@transaction.atomic
def bring_in(*, card: Card, by: Membership) -> SharedGood:
    """Take a thing into One Cloak. Raises CodeTaken."""
    check_code_is_free(card.code)
    try:
        with transaction.atomic():
            good = SharedGood.objects.create(**asdict(card), sort_key=sort_key(card.name))
    except IntegrityError as error:
        raise CodeTaken from error
    _record("bring_in", good, by)
    return good


@transaction.atomic
def change(*, code: str, card: Card, by: Membership) -> SharedGood:
    """Say something else of a thing. Raises NotFound, CodeTaken."""
    good = _locked(code)
    check_code_is_free(card.code, but=good)
    for name, value in asdict(card).items():
        setattr(good, name, value)
    good.sort_key = sort_key(card.name)
    good.save()
    _record("change", good, by)
    return good


@transaction.atomic
def move(*, code: str, to: str, by: Membership) -> SharedGood:
    """Lend a thing again, send it to repair or retire it.

    Raises NotFound, MoveRefused, StillPromised.
    """
    good = _locked(code)
    check_can_move(good, to=to)
    good.state = to
    if to == SharedGood.State.AVAILABLE:
        good.report = ""
    good.save(update_fields=["state", "report"])
    _record(f"move_{to}", good, by)
    return good


def _locked(code: str) -> SharedGood:
    good = SharedGood.objects.select_for_update().filter(code=code).first()
    if good is None:
        raise NotFound
    return good


def _record(verb: str, good: SharedGood, by: Membership) -> None:
    record(act=f"shared_good.{verb}", object_kind="shared_good", object_id=good.id, by_id=by.id)
