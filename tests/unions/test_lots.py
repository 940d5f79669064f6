"""The lot gives one order that anybody can work out again."""

from unions.lots import lot_key, lot_order


def test_the_keys_of_the_reference_round() -> None:
    keys = {name: lot_key("round-1", name).hex()[:4] for name in ("ann", "ben", "cy")}
    assert keys == {"ann": "056f", "ben": "7852", "cy": "9573"}


def test_the_order_follows_the_keys_and_not_the_names() -> None:
    assert lot_order("round-1", ["cy", "ann", "ben"]) == ["ann", "ben", "cy"]
    assert lot_order("round-2", ["ann", "ben", "cy"]) == lot_order("round-2", ["cy", "ben", "ann"])
    seeds = {tuple(lot_order(f"seed {number}", ["ann", "ben", "cy"])) for number in range(60)}
    assert len(seeds) == 6


def test_letters_beyond_ascii_count_as_their_utf8_bytes() -> None:
    assert lot_key("zoë", "李") != lot_key("zoe", "李")
    assert len(lot_key("zoë", "李")) == 16
