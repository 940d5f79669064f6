"""Which keys and texts can be kept."""

import pytest

from commonpurse.ledger.rules.entries import can_be_kept, can_be_key


@pytest.mark.parametrize("key", ["k", "k" * 200, "pay:1", "🧺", "ключ", "a b", "\n"])
def test_any_short_text_is_a_key(key: str) -> None:
    assert can_be_key(key)


@pytest.mark.parametrize("key", ["", "k" * 201, "a\0b", "\ud800", "a\udfff", "\ud83e\uddfa"])
def test_what_cannot_be_kept_is_none(key: str) -> None:
    assert not can_be_key(key)


def test_texts_are_kept_whole_or_not() -> None:
    assert can_be_kept("")
    assert can_be_kept("Miete, März 🏠")
    assert not can_be_kept("Miete\0")
    assert not can_be_kept("\udc00")
