"""Signed notes: what verifies, what is passed over, what is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from federation.protocol import note
from federation.protocol.canonical import Malformed

ALICE = Ed25519PrivateKey.from_private_bytes(b"a" * 32)
BOB = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
TEXT = "a.example/fed/log/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def x(key: Ed25519PrivateKey) -> bytes:
    """The public key."""
    return key.public_key().public_bytes_raw()


def signed(*signers: tuple[str, Ed25519PrivateKey]) -> str:
    """The text with these lines."""
    return note.sign(TEXT, [note.Signer(*signer) for signer in signers])


def test_the_line_of_the_standard_s_example_key() -> None:
    # C2SP signed-note: the key "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    public = bytes.fromhex("1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6")

    assert note.key_hash("PeterNeumann", public).hex() == "c74f20a3"


def test_the_example_note_of_the_standard_verifies() -> None:
    public = bytes.fromhex("1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6")
    raw = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"  # noqa: E501
    )

    assert note.verify(note.parse(raw), {public: "PeterNeumann"}) == {public}


def test_one_known_line_is_enough_and_strangers_are_passed_over() -> None:
    raw = signed(("stranger", BOB), ("a.example", ALICE))

    assert note.verify(note.parse(raw), {x(ALICE): "a.example"}) == {x(ALICE)}


def test_a_wrong_line_of_a_known_key_spoils_the_note() -> None:
    good = note.parse(signed(("a.example", ALICE), ("b.example", BOB)))
    bad = note.Note(
        good.text,
        (good.lines[0], note.SignatureLine("b.example", good.lines[1].key_hash, b"\x00" * 64)),
    )

    with pytest.raises(note.NoteRefused):
        note.verify(bad, {x(ALICE): "a.example", x(BOB): "b.example"})


def test_no_known_line_is_refused() -> None:
    with pytest.raises(note.NoteRefused):
        note.verify(note.parse(signed(("a.example", ALICE))), {x(BOB): "b.example"})


def test_another_text_is_refused() -> None:
    raw = signed(("a.example", ALICE)).replace("\n0\n", "\n1\n")

    with pytest.raises(note.NoteRefused):
        note.verify(note.parse(raw), {x(ALICE): "a.example"})


@pytest.mark.parametrize(
    "raw",
    [
        "no signature\n",
        "text\n\n",
        "text\n\nalice AAAA\n",
        "text\n\n— alice\n",
        "text\n\n— alice !!!!\n",
        "te\txt\n\n— alice AAAAAAAA\n",
        "text\n\n" + "— alice AAAAAAAAAAAA\n" * 17,
        "t" * 8192 + "\n\n— alice AAAAAAAAAAAA\n",
    ],
)
def test_what_is_not_a_note(raw: str) -> None:
    with pytest.raises(Malformed):
        note.parse(raw)
