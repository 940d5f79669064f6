"""Signatures under keys that are derived, one for each purpose."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import override_settings

from commonpurse.seals.rules import verify_books
from unions import sealing


def test_a_signature_fits_its_purpose_and_words_alone() -> None:
    key = Ed25519PublicKey.from_public_bytes(sealing.public_key("books:a"))
    signature = sealing.sign(b"words", purpose="books:a")
    key.verify(signature, b"words")
    for words, other in ((b"word", "books:a"), (b"words", "books:b")):
        with pytest.raises(InvalidSignature):
            key.verify(sealing.sign(words, purpose=other), b"words")


def test_plain_python_checks_what_the_library_signs() -> None:
    key, words = sealing.public_key("books:a"), b"many words" * 1000
    signature = sealing.sign(words, purpose="books:a")
    assert verify_books.verifies(key, words, signature)
    for place in (0, 31, 32, 63):
        spoilt = bytearray(signature)
        spoilt[place] ^= 1
        assert not verify_books.verifies(key, words, bytes(spoilt))
    assert not verify_books.verifies(key, words + b".", signature)
    assert not verify_books.verifies(key, words, signature[:63])
    assert not verify_books.verifies(key[:31], words, signature)


@pytest.mark.parametrize("number", [1, 2])
def test_plain_python_agrees_with_the_vectors_of_the_standard(number: int) -> None:
    """RFC 8032, section 7.1, tests 1 and 2."""
    key, words, signature = {
        1: (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            b"",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        2: (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            b"\x72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
    }[number]
    assert verify_books.verifies(bytes.fromhex(key), words, bytes.fromhex(signature))


def test_another_secret_is_another_key() -> None:
    ours = sealing.public_key("books:a")
    with override_settings(FIELD_KEYS=["q1Yw0m0l0k0j0h0g0f0d0s0a0z0x0c0v0b0n0m0q0w0="]):
        assert sealing.public_key("books:a") != ours
