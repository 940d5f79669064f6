"""What must always hold of our log: bytes, tree, seals and journal tell one history."""

from collections.abc import Iterator

from federation.log.models.entry_bytes import EntryBytes
from federation.log.models.key_statement import KeyStatement
from federation.log.models.log_entry import LogEntry
from federation.log.models.seal import Seal
from federation.log.rules import journal
from federation.protocol import checkpoint, keys, note
from federation.protocol.canonical import Malformed
from federation.protocol.merkle import Edge, leaf_hash
from federation.protocol.origins import log_origin
from federation.wire import identity
from unions.invariants import Breach, invariant

CHUNK_ROWS = 2_000


@invariant("The bytes of each line of our log have the hash that the tree holds.", platform=True)
def lines_are_their_leaves() -> Iterator[Breach]:
    """Read all lines again; an erased line is empty and passed over."""
    rows = EntryBytes.objects.select_related("entry").order_by("entry__epoch", "entry__index")
    for row in rows.iterator(chunk_size=CHUNK_ROWS):
        line = bytes(row.line)
        if line and leaf_hash(line) != bytes(row.entry.leaf):
            yield Breach(f"log line {row.entry.epoch}/{row.entry.index}", "its bytes have changed")


@invariant("Each seal signs the tree of the lines before it.", platform=True)
def seals_cover_their_lines() -> Iterator[Breach]:
    """Grow the tree again from the leaves and compare every signed root."""
    for epoch in sorted(set(Seal.objects.values_list("epoch", flat=True))):
        yield from _seals_of(epoch)


@invariant("What the signer has on disk is the newest seal.", platform=True)
def journal_is_the_newest_seal() -> Iterator[Breach]:
    """Compare the journal with the database; a run between the two is finished by the next."""
    signed = journal.newest(identity.journal())
    newest = Seal.objects.order_by("-epoch", "-size").first()
    stored = None if newest is None else (newest.epoch, newest.size, bytes(newest.root))
    kept = None if signed is None else (signed.epoch, signed.size, signed.root)
    if stored != kept and not (signed and _is_unfinished(signed)):
        yield Breach(
            "federation journal", f"holds {kept and kept[:2]}, newest seal {stored and stored[:2]}"
        )


def _is_unfinished(signed: journal.Signed) -> bool:
    end = LogEntry.objects.filter(epoch=signed.epoch, index=signed.size - 1, s="seal/1")
    sealed = Seal.objects.filter(epoch=signed.epoch, size__gte=signed.size)
    return end.exists() and not sealed.exists()


def _seals_of(epoch: int) -> Iterator[Breach]:
    seals = {seal.size: seal for seal in Seal.objects.filter(epoch=epoch)}
    statement = _newest_statement()
    log = log_origin(identity.origin(), epoch)
    edge = Edge()
    leaves = LogEntry.objects.filter(epoch=epoch).order_by("index").values_list("index", "leaf")
    for index, leaf in leaves.iterator(chunk_size=CHUNK_ROWS):
        if index != edge.size:
            yield Breach(f"log line {epoch}/{edge.size}", "is missing")
            return
        edge = edge.append(bytes(leaf))
        seal = seals.pop(edge.size, None)
        if seal is not None and not _is_signed(seal, log, edge, statement.log_keys(edge.size)):
            yield Breach(f"seal {epoch}/{seal.size}", "does not sign the lines before it")
    for size in seals:
        yield Breach(f"seal {epoch}/{size}", "signs lines that are not there")


def _newest_statement() -> keys.Statement:
    return keys.parse(KeyStatement.objects.latest("serial").note)


def _is_signed(seal: Seal, log: str, edge: Edge, accepted: list[bytes]) -> bool:
    try:
        signed = checkpoint.verify(seal.note, log=log, keys=accepted)
    except (Malformed, note.NoteRefused):
        return False
    return (signed.size, signed.root) == (edge.size, edge.root) and bytes(seal.root) == edge.root
