"""Agreements (`cu-agreement/1`): what two instances may read of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from federation.protocol import note, schemas, statements
from federation.protocol.keys import Statement, keyid, public
from federation.protocol.origins import authority_of

KIND = "cu-agreement/1"
READS = ("agreement/1", "keys/1", "seal/1", "summary/1", "union/1")
RETAIN_DAYS, ERASE_HOURS, ON_LEAVE, K = 400, 72, "delete", 5


@dataclass(frozen=True)
class Agreement:
    """One revision; in force when both parties' log keys have signed one text."""

    raw: str
    text: str
    fp: str
    content: dict[str, Any]

    @property
    def peering_id(self) -> str:
        """The id that the invitee chose."""
        return str(self.content["id"])

    @property
    def rev(self) -> int:
        """From 1."""
        return int(self.content["rev"])

    @property
    def k(self) -> int:
        """The fewest people behind a published figure."""
        return int(self.content["k"])

    def party(self, origin: str) -> dict[str, Any]:
        """The part of one origin. Raises KeyError for a stranger."""
        for party in self.content["parties"]:
            if party["origin"] == origin:
                return dict(party)
        raise KeyError(origin)

    def gives(self, origin: str) -> frozenset[str]:
        """The scopes that this origin lets the other read."""
        return frozenset(self.party(origin)["give"])


@dataclass(frozen=True)
class Party:
    """One side of a new agreement: newest key fingerprint, scopes given, types it can read."""

    origin: str
    fp: str
    give: tuple[str, ...]
    reads: tuple[str, ...] = READS

    @property
    def content(self) -> dict[str, Any]:
        """Its JSON; lists are sorted sets, and `card` comes with any other scope."""
        give = sorted({*self.give, "card"}) if self.give else []
        return {
            "origin": self.origin,
            "fp": self.fp,
            "give": give,
            "reads": sorted(set(self.reads)),
        }


def first(*, peering_id: str, at: str, parties: tuple[Party, Party], k: int = K) -> dict[str, Any]:
    """The content of revision 1 with the usual terms."""
    return {
        "at": at,
        "id": peering_id,
        "rev": 1,
        "prev": None,
        "parties": sorted((p.content for p in parties), key=lambda p: str(p["origin"])),
        "retain_days": RETAIN_DAYS,
        "erase_hours": ERASE_HOURS,
        "on_leave": ON_LEAVE,
        "k": k,
        "relay": False,
    }


def write(content: dict[str, Any], signers: Sequence[note.Signer]) -> str:
    """The note with these lines. Raises schemas.SchemaRefused."""
    schemas.check_writing(KIND, content)
    return note.sign(statements.text_of(KIND, content), signers)


def parse(raw: str) -> Agreement:
    """Read an agreement; nothing is verified. Raises Malformed, schemas.SchemaRefused."""
    found = statements.parse(raw, kind=KIND)
    schemas.check_writing(KIND, found.content)
    return Agreement(raw, found.note.text, found.fp, found.content)


def signed_by(agreement: Agreement, parties: Sequence[Statement]) -> frozenset[str]:
    """The origins of which a log key has signed. Raises note.NoteRefused for a wrong line."""
    owners = {public(x): s.origin for s in parties for x in s.log}
    names = {public(x): keyid(authority_of(s.origin), x) for s in parties for x in s.log}
    verified = note.verify(note.parse(agreement.raw), names)
    return frozenset(owners[x] for x in verified)
