"""What counts as an amount that a text tells."""

import pytest

from tests.amounts import tells


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("It came to £80.59.", 8_059),
        ("Es waren 80,59 €.", 8_059),
        ('{"amount":8059,"unit":"GBP"}', 8_059),
        ("[1,8059,3]", 8_059),
        ("2026-11-20,80.59,GBP", 8_059),
        ("2026-11-20,31337,12", 31_337),
        ("<td>-313.37</td>", 31_337),
        ("£0.05", 5),
    ],
)
def test_an_amount_is_found(text: str, minor: int) -> None:
    assert tells(text, minor)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("/needs/0b8059aa-8059-4059-8059-8059f0f0f0f0/", 8_059),
        ("nonce=x8059y", 8_059),
        ("1,080.59", 8_059),
        ("1,313.37", 31_337),
        ("1.313,37", 31_337),
        ("80.591", 8_059),
        ("180.59", 8_059),
        ("2.8059", 8_059),
    ],
)
def test_a_part_of_something_else_is_none(text: str, minor: int) -> None:
    assert not tells(text, minor)
