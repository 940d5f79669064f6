"""What a union lets leave, given and withdrawn by its decisions."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from federation.peers.models.sharing_consent import SharingConsent
from federation.peers.rules.scopes import CARD, SECTIONS, SUMMARY
from unions.founding.actions import audit_events


@transaction.atomic
def give(
    *, sections: Collection[str], decision_id: UUID | None, by_id: UUID | None, to: str = ""
) -> None:
    """Let the card and these sections of summaries be read, by all peers or the one in `to`.

    In the scope of the union; `by_id` is the membership that carries out the decision.
    """
    wanted = [(CARD, "", to), (SUMMARY, "", to)]
    wanted += [(SUMMARY, section, "") for section in SECTIONS if section in sections]
    for scope, section, reader in wanted:
        SharingConsent.objects.get_or_create(
            scope=scope,
            section=section,
            to=reader,
            withdrawn_at=None,
            defaults={"decision_id": decision_id, "given_by_id": by_id},
        )
    audit_events.record(
        act="sharing.give", object_kind="sharing_consent", object_id=decision_id, by_id=by_id
    )


@transaction.atomic
def withdraw(*, decision_id: UUID | None, by_id: UUID | None) -> None:
    """Let nothing leave any more; what is in the log goes out withheld from now on."""
    SharingConsent.objects.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    audit_events.record(
        act="sharing.withdraw", object_kind="sharing_consent", object_id=decision_id, by_id=by_id
    )
