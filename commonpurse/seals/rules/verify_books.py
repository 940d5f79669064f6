#!/usr/bin/env python3
"""Checks an archive of a union's books without the program that made it, and without a network.

    python3 verify_books.py                    the archive unpacked around this file
    python3 verify_books.py books.zip          an archive as it was downloaded
    python3 verify_books.py --head SEAL        also: this seal, from a printed statement, is in it
    python3 verify_books.py --key KEY          also: signed with this key, from a printed statement

Standard library only, Python 3.9 or newer. Exit code 0: whole. 1: the first thing that is wrong.
What is checked: the signature; that every block follows from the one before; that the hash of
every entry stands at its place in its block; that every entry adds up to zero in each unit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "onecloak-books-archive-1"
LEAF_BYTES = 32
ENTRY_LINES = 15
# Edwards curve 25519 as RFC 8032, section 5.1 gives it.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


class Wrong(Exception):
    """The first thing that is not as it should be, in one sentence."""


class Archive(NamedTuple):
    """The signed file as it lies there, what it says, and its signature."""

    signed: bytes
    books: dict[str, Any]
    signature: dict[str, str]


def read(place: Path) -> Archive:
    """The archive in a folder or a zip file."""
    if place.is_dir():
        parts = {
            name: place.joinpath(name).read_bytes() for name in ("books.json", "signature.json")
        }
    else:
        with zipfile.ZipFile(place) as archive:
            parts = {name: archive.read(name) for name in ("books.json", "signature.json")}
    books = json.loads(parts["books.json"])
    if books.get("format") != FORMAT:
        raise Wrong("This is no archive of the kind that this file can check.")
    return Archive(parts["books.json"], books, json.loads(parts["signature.json"]))


def check(archive: Archive) -> str:
    """Checks all; a sentence about what was checked. Raises Wrong."""
    check_signature(archive)
    leaves = check_chain(archive.books)
    check_entries(archive.books, leaves)
    check_sums(archive.books)
    books = archive.books
    shown = sum("leaves" in seal for seal in books["seals"])
    head = books["seals"][-1]["hash"] if books["seals"] else "none: nothing is sealed yet"
    lines = [
        (
            f"Whole: {len(books['entries'])} entries shown, {books['withheld']} by their hash "
            f"alone, in {shown} of {len(books['seals'])} blocks."
        ),
        f"Head  {head}",
        f"Key   {archive.signature['public_key']}",
    ]
    return "\n".join(lines)


def check_signature(archive: Archive) -> None:
    """The file is what was signed."""
    key = bytes.fromhex(archive.signature["public_key"])
    signature = bytes.fromhex(archive.signature["signature"])
    if not verifies(key, archive.signed, signature):
        raise Wrong("The signature does not fit: books.json was changed, or signed by others.")


def check_chain(books: dict[str, Any]) -> dict[int, list[str]]:
    """Every block follows from the one before; the hashes of the entries of each block."""
    leaves: dict[int, list[str]] = {}
    previous, expected = "00" * LEAF_BYTES, 1
    for seal in books["seals"]:
        name = f"Block {seal['block']}"
        if seal["block"] != expected:
            raise Wrong(f"Block {expected} is missing.")
        said = ["onecloak-books-seal-1", books["union"]["id"], seal["block"], seal["rows"],
                seal["root"], previous]  # fmt: skip
        if seal["previous"] != previous or seal["hash"] != digest(array(said)):
            raise Wrong(f"{name} does not follow from the block before.")
        if "leaves" in seal:
            packed = bytes.fromhex(seal["leaves"])
            if hashlib.sha256(packed).hexdigest() != seal["root"]:
                raise Wrong(f"{name} does not follow from the hashes of its entries.")
            leaves[seal["block"]] = [
                packed[at : at + LEAF_BYTES].hex() for at in range(0, len(packed), LEAF_BYTES)
            ]
            if len(leaves[seal["block"]]) != seal["rows"]:
                raise Wrong(f"{name} says {seal['rows']} entries and has others.")
        previous, expected = seal["hash"], expected + 1
    return leaves


def check_entries(books: dict[str, Any], leaves: dict[int, list[str]]) -> None:
    """Every entry is what was sealed at its place, and adds up to zero in each unit."""
    places = set()
    for entry in books["entries"]:
        place = (entry["block"], entry["place"])
        name = f"The entry at place {place[1]} of block {place[0]}"
        sealed = leaves.get(place[0], [])
        if place in places or not 1 <= place[1] <= len(sealed):
            raise Wrong(f"{name} has no place of its own.")
        places.add(place)
        if digest(entry["text"]) != sealed[place[1] - 1]:
            raise Wrong(f"{name} is not what was sealed.")
        sums: dict[str, int] = {}
        for _, unit, amount, *_rest in lines_of(entry):
            sums[unit] = sums.get(unit, 0) + amount
        if any(sums.values()):
            raise Wrong(f"{name} does not add up to zero.")


def check_sums(books: dict[str, Any]) -> None:
    """Opening, lines and closing of every account fit, where nothing is withheld."""
    if "sums" not in books:
        return
    moved: dict[str, int] = {}
    for entry in books["entries"]:
        for account, _, amount, *_rest in lines_of(entry):
            moved[account] = moved.get(account, 0) + amount
    for account, row in books["sums"].items():
        if row["opening"] + moved.get(account, 0) != row["closing"]:
            raise Wrong(f"The account {account} does not end as it should.")


def check_seen(archive: Archive, head: str | None, key: str | None) -> None:
    """What was seen on a printed statement is what stands here."""
    if head and head not in {seal["hash"] for seal in archive.books["seals"]}:
        raise Wrong("The seal is not in this chain: these are other books than you saw.")
    if key and key != archive.signature["public_key"]:
        raise Wrong("Another key has signed this archive.")


def lines_of(entry: dict[str, Any]) -> Iterator[list[Any]]:
    """The lines of an entry: account, unit, amount, number, balance after it, day."""
    yield from json.loads(entry["text"])[ENTRY_LINES]


def array(values: list[Any]) -> str:
    """A JSON array without spaces, as the books are hashed."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature fits (RFC 8032, section 5.1.7)."""
    scalar = int.from_bytes(signature[32:], "little")
    public, commitment = unpack(key), unpack(signature[:32])
    if len(signature) != 2 * LEAF_BYTES or scalar >= ORDER or not public or not commitment:
        return False
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(hashed, "little") % ORDER
    left, right = times(scalar, BASE), plus(commitment, times(challenge, public))
    return not ((left[0] * right[2] - right[0] * left[2]) % P
                or (left[1] * right[2] - right[1] * left[2]) % P)  # fmt: skip


def plus(one: Point, other: Point) -> Point:
    """The sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    """A point so many times; the scalar is public, so its time may show."""
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = plus(total, point)
        point, scalar = plus(point, point), scalar >> 1
    return total


def unpack(packed: bytes) -> Point | None:
    """The point that 32 bytes stand for; None if they stand for none."""
    if len(packed) != LEAF_BYTES:
        return None
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


_BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = unpack(_BASE_Y.to_bytes(LEAF_BYTES, "little")) or (0, 1, 1, 0)


def joined(groups: list[str] | None) -> str | None:
    """What was copied from paper or a page, in groups or not, as it stands in the chain."""
    return "".join("".join(groups).split()).lower() if groups else None


def main(arguments: list[str]) -> int:
    """Check what was named and say what was found."""
    parser = argparse.ArgumentParser(description="Checks an archive of a union's books.")
    parser.add_argument("place", nargs="?", default=str(Path(__file__).resolve().parent))
    for name, words in (
        ("--head", "a seal from a statement, in groups or in one piece: it must be in the chain"),
        ("--key", "the key from a statement, likewise: it must be the one that signed"),
    ):
        parser.add_argument(name, nargs="+", metavar="GROUP", help=words)
    asked = parser.parse_args(arguments)
    head, key = joined(asked.head), joined(asked.key)
    for said in (head, key):
        if said is not None and not re.fullmatch("[0-9a-f]{64}", said):
            parser.error("a seal and a key have 64 signs, 0 to 9 and a to f; the folder goes first")
    try:
        archive = read(Path(asked.place))
        said = check(archive)
        check_seen(archive, head, key)
    except Wrong as wrong:
        print(f"WRONG. {wrong}")  # noqa: T201
        return 1
    except (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        print(f"WRONG. This cannot be read as an archive ({type(error).__name__}).")  # noqa: T201
        return 1
    print(said)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
