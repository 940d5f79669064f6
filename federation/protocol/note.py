"""C2SP signed notes: a text, an empty line, and one signature line per Ed25519 key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from federation.protocol.canonical import Malformed, b64, sha256, unb64

BYTES_MAX = 8192
LINES_MAX = 16
ED25519 = b"\x01"
DASH = "— "
CONTROL_BELOW = 0x20
HASH_BYTES = 4


class NoteRefused(ValueError):
    """A note that no known key signed, or whose signature by a known key is wrong."""


@dataclass(frozen=True)
class SignatureLine:
    """A key's name, the four bytes that tell it apart, its signature."""

    name: str
    key_hash: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A parsed note; nothing about it is verified yet. `text` ends with LF."""

    text: str
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class Signer:
    """A private key under its name."""

    name: str
    key: Ed25519PrivateKey


def key_hash(name: str, x: bytes) -> bytes:
    """The first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key)."""
    return sha256(name.encode() + b"\n" + ED25519 + x)[:HASH_BYTES]


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The whole note: this text under the line of each signer, in their order."""
    _check_text(text)
    return f"{text}\n" + "".join(signature_line(text, signer) for signer in signers)


def signature_line(text: str, signer: Signer) -> str:
    """One line, LF included, that signs a text."""
    x = signer.key.public_key().public_bytes_raw()
    blob = key_hash(signer.name, x) + signer.key.sign(text.encode())
    return f"{DASH}{signer.name} {b64(blob)}\n"


def parse(raw: str) -> Note:
    """The parts of a note. Raises Malformed."""
    if len(raw.encode("utf-8", "surrogatepass")) > BYTES_MAX:
        raise Malformed("A note is at most 8 KiB.")
    text, gap, tail = raw.rpartition("\n\n")
    text += "\n"
    if not gap or not tail.endswith("\n"):
        raise Malformed("A note ends with signature lines after an empty line.")
    _check_text(text)
    lines = tail[:-1].split("\n")
    if len(lines) > LINES_MAX:
        raise Malformed("A note has at most 16 signature lines.")
    return Note(text, tuple(_line(line) for line in lines))


def verify(note: Note, keys: Mapping[bytes, str]) -> set[bytes]:
    """The keys (32 bytes → name) whose lines verify. Raises NoteRefused.

    Lines of unknown keys are passed over; a line of a known key that does not verify spoils the
    note, and at least one must verify.
    """
    known = {(name, key_hash(name, x)): x for x, name in keys.items()}
    verified: set[bytes] = set()
    for line in note.lines:
        x = known.get((line.name, line.key_hash))
        if x is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(x).verify(line.signature, note.text.encode())
        except InvalidSignature as error:
            raise NoteRefused(f"The line of {line.name} does not verify.") from error
        verified.add(x)
    if not verified:
        raise NoteRefused("No known key signed this note.")
    return verified


def _line(line: str) -> SignatureLine:
    name, _, blob = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not name or "+" in name or any(c.isspace() for c in name):
        raise Malformed("This is not a signature line.")
    raw = unb64(blob)
    if len(raw) <= HASH_BYTES:
        raise Malformed("A signature line is too short.")
    return SignatureLine(name, raw[:HASH_BYTES], raw[HASH_BYTES:])


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise Malformed("The text of a note ends with LF.")
    if any(ord(c) < CONTROL_BELOW and c != "\n" for c in text):
        raise Malformed("The text of a note holds a control character.")
