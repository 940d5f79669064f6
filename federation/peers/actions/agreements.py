"""Agreements: proposed by the inviter, countersigned by the invitee, in force by both lines."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from federation.log.actions import log_entries
from federation.log.queries import key_statements
from federation.peers.actions import peer_events
from federation.peers.models.agreement import Agreement
from federation.peers.models.peer import Peer
from federation.peers.refusals import BadAgreement
from federation.protocol import agreements, keys, note
from federation.protocol.canonical import Malformed
from federation.protocol.schemas import SchemaRefused, write_moment
from federation.wire import identity
from federation.wire.problems import Problem


@dataclass(frozen=True)
class Stored:
    """What became of a note: the newest one, and whether both lines stand under it."""

    note: str
    is_in_force: bool


@transaction.atomic
def propose(*, peer_id: UUID) -> str:
    """The note of revision 1 with our line; the same one when repeated. By the program."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    known = peer.agreements.filter(rev=1).first()
    if known is not None:
        return known.note
    own, theirs = key_statements.newest(), _pinned(peer)
    content = agreements.first(
        peering_id=str(peer.peering_id),
        at=write_moment(identity.now()),
        parties=(
            agreements.Party(own.origin, own.fp, _asked(peer)),
            agreements.Party(
                theirs.origin, theirs.fp, tuple(peer.they_give), tuple(peer.they_read)
            ),
        ),
        k=identity.least_people(),
    )
    raw = agreements.write(content, [_own_signer()])
    _keep(peer, agreements.parse(raw))
    return raw


@transaction.atomic
def receive(*, peer_id: UUID, raw: str) -> Stored:
    """Take a note that the peer has signed; with both lines it is in force. Done by a peer.

    Raises Problem: 422 for a text that was not asked for, 409 for another text of a revision.
    """
    peer = Peer.objects.select_for_update().get(id=peer_id)
    try:
        agreement = agreements.parse(raw)
        signed = agreements.signed_by(agreement, [key_statements.newest(), _pinned(peer)])
    except (Malformed, SchemaRefused, note.NoteRefused) as error:
        raise Problem(422, "schema") from error
    if peer.origin not in signed:
        raise Problem(422, "schema")
    known = peer.agreements.filter(rev=agreement.rev).first()
    if known is not None and known.fp != agreement.fp:
        raise Problem(409, "revision")
    if known is None:
        _check_proposal(peer, agreement)
    row = _keep(peer, agreement) if known is None else known
    if identity.origin() in signed:
        _put_in_force(peer, row, agreement)
    elif row.in_force_at is None:
        peer.next_due_at = identity.now()
        peer.save(update_fields=["next_due_at"])
    return Stored(row.note, row.in_force_at is not None)


@transaction.atomic
def countersign(*, peer_id: UUID) -> str:
    """The proposed note with our line added. By the program. Raises BadAgreement."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    row = peer.agreements.order_by("-rev").first()
    if row is None:
        raise BadAgreement
    agreement = agreements.parse(row.note)
    signed = agreements.signed_by(agreement, [key_statements.newest(), _pinned(peer)])
    if identity.origin() in signed:
        return row.note
    row.note += note.signature_line(agreement.text, _own_signer())
    row.save(update_fields=["note"])
    return row.note


@transaction.atomic
def confirm(*, peer_id: UUID, raw: str) -> None:
    """The peer has answered with a note that carries both lines. By the program.

    Raises BadAgreement.
    """
    try:
        stored = receive(peer_id=peer_id, raw=raw)
    except Problem as problem:
        raise BadAgreement from problem
    if not stored.is_in_force:
        raise BadAgreement


def _check_proposal(peer: Peer, agreement: agreements.Agreement) -> None:
    if peer.side != Peer.Side.INVITEE or peer.state != Peer.State.PENDING or agreement.rev != 1:
        raise Problem(409, "peering-state")
    own, theirs = key_statements.newest(), _pinned(peer)
    try:
        ours, other = agreement.party(own.origin), agreement.party(theirs.origin)
    except KeyError as error:
        raise Problem(422, "schema") from error
    if agreement.peering_id != str(peer.peering_id) or (ours["fp"], other["fp"]) != (
        own.fp,
        theirs.fp,
    ):
        raise Problem(422, "schema")
    if not set(ours["give"]) <= set(peer.we_give) or not set(other["give"]) <= set(peer.they_give):
        raise Problem(422, "scopes")


def _put_in_force(peer: Peer, row: Agreement, agreement: agreements.Agreement) -> None:
    if row.in_force_at is not None:
        return
    row.note, row.in_force_at = agreement.raw, identity.now()
    row.save(update_fields=["note", "in_force_at"])
    peer.they_give = sorted(agreement.gives(peer.origin or ""))
    peer.we_give = sorted(agreement.gives(identity.origin()))
    peer.they_read = agreement.party(peer.origin or "")["reads"]
    peer.problem, peer.fails, peer.next_due_at = "", 0, None
    peer.save()
    peer_events.record(peer=peer, act="agreed", detail={"rev": row.rev})
    if peer.state == Peer.State.PENDING:
        peer_events.move(peer=peer, to=Peer.State.ACTIVE)
    log_entries.append(
        s="agreement/1",
        k=agreement.peering_id,
        rev=row.rev,
        body={"hash": agreement.fp},
        to=peer.authority,
        is_urgent=True,
    )


def _keep(peer: Peer, agreement: agreements.Agreement) -> Agreement:
    return Agreement.objects.create(
        peer=peer, rev=agreement.rev, fp=agreement.fp, note=agreement.raw, k=agreement.k
    )


def _asked(peer: Peer) -> tuple[str, ...]:
    return tuple(scope for scope in peer.we_give if scope in peer.they_ask)


def _pinned(peer: Peer) -> keys.Statement:
    newest = peer.keys.order_by("-serial").first()
    if newest is None:
        raise BadAgreement
    return keys.parse(newest.note)


def _own_signer() -> note.Signer:
    key = identity.key(identity.LOG)
    return note.Signer(identity.keyid_of(key), key)
