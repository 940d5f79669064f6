"""The sealer: gives lines their place, reads them again, signs the size.

Two steps, each its own transaction, and a crash between any two is finished by the next run:
`place` commits lines that end with a `seal/1` line, `sign` turns such a size into a seal.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from federation.log.models.entry_bytes import EntryBytes
from federation.log.models.log_entry import LogEntry
from federation.log.models.outbox_line import OutboxLine
from federation.log.models.seal import Seal
from federation.log.models.tree_node import TreeNode
from federation.log.queries import key_statements, seals, trees
from federation.log.refusals import LogNotReady, SignerRefused
from federation.log.rules import journal
from federation.protocol import checkpoint, entries
from federation.protocol.canonical import b64u
from federation.protocol.checkpoint import Checkpoint
from federation.protocol.merkle import Edge, leaf_hash, step
from federation.protocol.origins import log_origin
from federation.protocol.schemas import write_moment
from federation.wire import identity

LINES_MAX = 5_000
# One number for the whole instance; only the sealer takes this lock.
SEALER_LOCK = 7_402_518_223


@dataclass
class _Placing:
    """A run of lines on their way into the log."""

    epoch: int
    edge: Edge
    handles: dict[UUID, int]
    counts: dict[tuple[int, str, str], int] = field(default_factory=dict)
    revs: dict[tuple[int | None, str, str], int] = field(default_factory=dict)
    log_entries: list[LogEntry] = field(default_factory=list)
    entry_bytes: list[EntryBytes] = field(default_factory=list)
    tree_nodes: list[TreeNode] = field(default_factory=list)

    def handle(self, union_id: UUID) -> int:
        """The number of a union in this log, given once."""
        return self.handles.setdefault(union_id, max(self.handles.values(), default=0) + 1)

    def next_q(self, u: int, s: str, to: str) -> int:
        """1, 2, 3 … per union, type and addressee."""
        key = (u, s, to)
        if key not in self.counts:
            rows = LogEntry.objects.filter(epoch=self.epoch, u=u, s=s, to=to)
            self.counts[key] = rows.aggregate(last=Max("q"))["last"] or 0
        self.counts[key] += 1
        return self.counts[key]

    def next_rev(self, u: int | None, s: str, k: str) -> int:
        """One more than the newest revision of a key."""
        key = (u, s, k)
        if key not in self.revs:
            rows = LogEntry.objects.filter(epoch=self.epoch, u=u, s=s, k=k)
            self.revs[key] = rows.aggregate(last=Max("rev"))["last"] or 0
        self.revs[key] += 1
        return self.revs[key]

    def add(self, row: OutboxLine) -> None:
        """Give one line its place, its bytes and the nodes that it completes."""
        u = None if row.of_union is None else self.handle(row.of_union)
        entry = entries.Entry(
            s=row.s,
            k=row.k,
            rev=row.rev or self.next_rev(u, row.s, row.k),
            salt=b64u(secrets.token_bytes(entries.SALT_BYTES)),
            b=row.body,
            u=u,
            q=None if u is None else self.next_q(u, row.s, row.to),
            to=row.to or None,
        )
        line = entries.write(entry)
        placed = LogEntry(
            epoch=self.epoch,
            index=self.edge.size,
            leaf=leaf_hash(line),
            s=entry.s,
            u=u,
            q=entry.q,
            k=entry.k,
            rev=entry.rev,
            to=row.to,
            of_union=row.of_union,
            outbox_id=row.id,
        )
        self.edge, completed = step(self.edge, bytes(placed.leaf))
        self.log_entries.append(placed)
        self.entry_bytes.append(EntryBytes(entry=placed, line=line))
        self.tree_nodes += [
            TreeNode(epoch=self.epoch, level=n.level, index=n.index, hash=n.hash) for n in completed
        ]

    def keep(self) -> None:
        """Write everything."""
        LogEntry.objects.bulk_create(self.log_entries)
        EntryBytes.objects.bulk_create(self.entry_bytes)
        TreeNode.objects.bulk_create(self.tree_nodes)


@transaction.atomic
def place(*, now: datetime) -> int:
    """Move waiting lines into the log and end them with a seal line; the new size. By the program.

    A size that is placed and not signed yet is left to `sign` first. Raises LogNotReady.
    """
    _lock()
    epoch = key_statements.newest().epoch
    unsigned = seals.unsigned_sizes(epoch)
    if unsigned:
        return unsigned[-1]
    rows = list(OutboxLine.objects.order_by("id")[:LINES_MAX])
    size = trees.size_of(epoch)
    if size == 0:
        # Line 0 is the statement of our keys, whatever waited before they were made.
        rows.sort(key=lambda row: row.s != "keys/1")
        if not rows or rows[0].s != "keys/1":
            raise LogNotReady
    placing = _Placing(epoch, trees.edge_at(epoch=epoch, size=size), _handles())
    for row in rows:
        placing.add(row)
    placing.add(OutboxLine(s="seal/1", k="seal", body={"at": write_moment(now), "prev": size}))
    placing.keep()
    OutboxLine.objects.filter(id__in=[row.id for row in rows]).delete()
    return placing.edge.size


@transaction.atomic
def sign(*, now: datetime) -> list[Seal]:
    """Read placed lines again, put size and root into the journal, sign. By the program.

    Raises SignerRefused when bytes, tree and journal do not fit together; nothing is signed then.
    """
    _lock()
    epoch = key_statements.newest().epoch
    return [_sign_size(epoch, size, now) for size in seals.unsigned_sizes(epoch)]


def _sign_size(epoch: int, size: int, now: datetime) -> Seal:
    before = Seal.objects.filter(epoch=epoch, size__lt=size).order_by("-size").first()
    edge = Edge() if before is None else trees.edge_at(epoch=epoch, size=before.size)
    if before is not None and edge.root != bytes(before.root):
        raise SignerRefused
    edge = edge.extend(_leaves_read_again(epoch, edge.size, size))
    if edge != trees.edge_at(epoch=epoch, size=size):
        raise SignerRefused
    _check_journal(epoch, size)
    try:
        journal.record(identity.journal(), journal.Signed(epoch, size, edge.root))
    except journal.StepBack as error:
        raise SignerRefused from error
    sealed = Checkpoint(log_origin(identity.origin(), epoch), size, edge.root)
    note = checkpoint.sign(sealed, [identity.key(identity.LOG)])
    return Seal.objects.create(epoch=epoch, size=size, root=edge.root, note=note, sealed_at=now)


def _leaves_read_again(epoch: int, start: int, stop: int) -> list[bytes]:
    """The hashes of the stored bytes; each must be the stored leaf, and none may be missing."""
    rows = (
        EntryBytes.objects.filter(entry__epoch=epoch, entry__index__range=(start, stop - 1))
        .order_by("entry__index")
        .values_list("entry__index", "entry__leaf", "line")
    )
    leaves = [leaf_hash(bytes(line)) for _, _, line in rows]
    stored = [(index, bytes(leaf)) for index, leaf, _ in rows]
    if stored != list(zip(range(start, stop), leaves, strict=False)) or len(leaves) != stop - start:
        raise SignerRefused
    return leaves


def _check_journal(epoch: int, size: int) -> None:
    """What was signed before must be a beginning of what is signed now."""
    signed = journal.newest(identity.journal())
    if signed is None or signed.epoch != epoch:
        return
    if signed.size > size:
        raise SignerRefused
    if trees.edge_at(epoch=epoch, size=signed.size).root != signed.root:
        raise SignerRefused


def _handles() -> dict[UUID, int]:
    rows = LogEntry.objects.filter(u__isnull=False).values_list("of_union", "u").distinct()
    return {union_id: u for union_id, u in rows if union_id and u is not None}


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
