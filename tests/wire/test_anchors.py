"""Two regions hold each other's heads, so that neither can rewrite its books unseen."""

import pytest

from tests.wire.conftest import Pair
from tests.wire.stacks import Stack

UNIONS = {"a": "rowan-hill", "b": "salt-quay"}
GUARDED = ("posting", "journalentry", "seal")


def sides(pair: Pair) -> list[tuple[Stack, Stack, str]]:
    """Each instance, its peer, and the union that keeps books there."""
    return [(pair.a, pair.b, UNIONS["a"]), (pair.b, pair.a, UNIONS["b"])]


def night(pair: Pair) -> None:
    """Both tell, seal, and read the other."""
    for stack, _, slug in sides(pair):
        stack.do("publish", slug=slug)
        stack.do("seal")
    for stack, _, _ in sides(pair):
        assert stack.do("pull")["trouble"] == ""


@pytest.fixture
def known(pair: Pair) -> Pair:
    """Books of two blocks on both sides, told in one night; in the next, who holds them is said."""
    for stack, _, slug in sides(pair):
        stack.do("keep_books", slug=slug, name=slug.replace("-", " ").title())
        assert stack.do("anchors", slug=slug) == []
    for _ in range(3):
        night(pair)
    return pair


def test_each_holds_the_head_of_the_other_and_finds_what_an_owner_changes(known: Pair) -> None:
    for stack, peer, slug in sides(known):
        head = stack.do("head", slug=slug)
        (card,) = [row[4] for row in peer.do("received") if row[4].get("name") == head["name"]]
        assert card["books"] == {"block": 2, "head": head["hash"]}
        assert stack.do("anchors", slug=slug) == [[2, head["hash"], peer.origin]]
        assert stack.do("verify", slug=slug) == ""

    cut_off_the_tail(known.a, known.a.do("head", slug=UNIONS["a"])["union"])
    assert known.a.do("verify", slug=UNIONS["a"]) == f"block 2: is another at {known.b.origin}"

    rewrite_and_seal_anew(known.b, known.b.do("head", slug=UNIONS["b"])["union"])
    assert known.b.do("verify", slug=UNIONS["b"]) == f"block 2: is another at {known.a.origin}"

    # And the peers see it too, by the next card.
    for _ in range(2):
        night(known)
    for stack, _, _ in sides(known):
        assert stack.do("doubted") == 1
        assert stack.do("breaches") == []


def cut_off_the_tail(stack: Stack, union: str) -> None:
    """The last block goes, with its entry, as if it had never been."""
    entry = (
        f"SELECT unnest(entry_ids) FROM commonpurse_seal WHERE union_id = '{union}' AND block = 2"
    )
    unguarded(
        stack,
        f"DELETE FROM commonpurse_posting WHERE entry_id IN ({entry})",
        f"DELETE FROM commonpurse_journalentry WHERE id IN ({entry})",
        f"DELETE FROM commonpurse_seal WHERE union_id = '{union}' AND block = 2",
    )


def rewrite_and_seal_anew(stack: Stack, union: str) -> None:
    """The first entry becomes another, and all seals are made again: the chain itself is whole."""
    unguarded(
        stack,
        f"UPDATE commonpurse_journalentry SET key = 'another' WHERE id = (SELECT entry_ids[1] "
        f"FROM commonpurse_seal WHERE union_id = '{union}' AND block = 1)",
        f"DELETE FROM commonpurse_seal WHERE union_id = '{union}'",
    )
    stack.do("seal_books", slug=UNIONS["b"], at_once=1, blocks=2)


def unguarded(stack: Stack, *statements: str) -> None:
    """Done by the owner of the tables with the guards out of the way."""
    switched = [
        [f"ALTER TABLE commonpurse_{table} {way} TRIGGER USER" for table in GUARDED]
        for way in ("DISABLE", "ENABLE")
    ]
    steps = ["BEGIN", "SET CONSTRAINTS ALL IMMEDIATE", *switched[0], *statements, *switched[1]]
    stack.as_owner("; ".join([*steps, "COMMIT"]))
