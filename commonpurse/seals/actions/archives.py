"""Making an archive: sealed first, then signed."""

from collections.abc import Set as AbstractSet
from datetime import date

from django.db import transaction

from commonpurse.ledger.actions import asked_keys
from commonpurse.seals.actions import seals
from commonpurse.seals.queries import archives
from commonpurse.seals.refusals import NotSealedYet, TooLongATime
from commonpurse.seals.rules.archive import packed, written
from unions import sealing
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership

_MADE = "archive.made"


@transaction.atomic
def make(
    *, first_on: date, last_on: date, hidden: AbstractSet[str], key: str = "", by: Membership
) -> bytes:
    """A zip file with the books between two days, both included, that checks itself offline.

    `hidden` kinds of entries go in by their hash alone. Under the same `key`, a program's own for
    this asking, the same days are given again. Raises TooLongATime, NotSealedYet, and KeyUsed for
    other days.
    """
    told = {"from": first_on.isoformat(), "to": last_on.isoformat()}
    is_repeat = key and asked_keys.known(act=_MADE, key=key, told=told, by=by) is not None
    if archives.count(first_on, last_on) > archives.ENTRIES_MAX:
        raise TooLongATime
    seals.seal()
    if archives.unsealed(first_on, last_on):
        raise NotSealedYet
    content = written(archives.books(by.union, first_on, last_on, hidden=hidden))
    purpose = archives.purpose(by.union_id)
    if not is_repeat:
        audit_events.record(
            act=_MADE,
            object_kind="union",
            object_id=by.union_id,
            by_id=by.pk,
            detail={**told, **({"key": key} if key else {})},
        )
    return packed(
        content,
        key=sealing.public_key(purpose),
        signature=sealing.sign(content, purpose=purpose),
    )
