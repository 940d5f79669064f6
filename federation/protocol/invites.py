"""The invite that a person sends by any channel, and the code that two people compare."""

from dataclasses import dataclass

from federation.protocol.canonical import HASH_BYTES, Malformed, b64u, sha256, unb64u

PREFIX = "cu1:"
TOKEN_BYTES = NONCE_BYTES = 16
GROUPS = 8
GROUP_BELOW = 10_000


@dataclass(frozen=True)
class Invite:
    """`cu1:<origin>:<token>:<fingerprint>`."""

    origin: str
    token: str
    fp: str

    @property
    def text(self) -> str:
        """What is copied and sent."""
        return f"{PREFIX}{self.origin}:{self.token}:{self.fp}"


def parse(text: str) -> Invite:
    """Read a pasted invite; the origin is not checked here. Raises Malformed."""
    rest = text.strip()
    if not rest.startswith(PREFIX):
        raise Malformed("An invite begins with cu1:")
    parts = rest.removeprefix(PREFIX).rsplit(":", 2)
    if len(parts) != 3:  # noqa: PLR2004 - origin, token, fingerprint
        raise Malformed("An invite has an origin, a token and a fingerprint.")
    origin, token, fp = parts
    unb64u(token, size=TOKEN_BYTES)
    unb64u(fp, size=HASH_BYTES)
    return Invite(origin, token, fp)


def token_hash(token: str) -> str:
    """What the inviter keeps of a token. Raises Malformed."""
    unb64u(token, size=TOKEN_BYTES)
    return b64u(sha256(token.encode()))


def check_code(*, fp_a: str, fp_b: str, nonce_a: str, nonce_b: str) -> str:
    """Eight groups of four digits; A is the inviter."""
    digest = sha256(f"cu-code/1\n{fp_a}\n{fp_b}\n{nonce_a}\n{nonce_b}\n".encode())
    pairs = [int.from_bytes(digest[2 * i : 2 * i + 2]) for i in range(GROUPS)]
    return " ".join(f"{pair % GROUP_BELOW:04d}" for pair in pairs)
