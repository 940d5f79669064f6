"""Which entries of an archive would tell by their balances what few private ones did."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.evidence import telling
from commonpurse.ledger.rules.statement import FOLDED_MIN

PURSE, BANK = UUID(int=1), UUID(int=2)
Line = tuple[UUID, UUID, bool]


def on(account: UUID, signs: str) -> list[Line]:
    """Lines of an account: `p` a private one, `.` one for all; each of an entry of its own."""
    return [(account, UUID(int=100 + place), sign == "p") for place, sign in enumerate(signs)]


def left_out(signs: str) -> str:
    """The same with `x` for what is left out."""
    found = {entry.int - 100 for entry in telling(on(PURSE, signs))}
    return "".join("x" if place in found else sign for place, sign in enumerate(signs))


def test_one_or_two_leave_out_what_follows_until_there_are_three() -> None:
    assert left_out("..p..p.p..p.") == "..pxxpxp..px"
    assert left_out("pp.") == "ppx"
    assert left_out("ppp.p.") == "ppp.px"


def test_nothing_is_left_out_where_nothing_is_private() -> None:
    assert left_out("....") == "...."


def test_each_account_is_counted_for_itself() -> None:
    assert list(telling([*on(PURSE, "p"), *on(BANK, ".")])) == []


@given(st.lists(st.sampled_from("p."), max_size=40), st.sets(st.integers(0, 39)))
def test_between_two_that_are_shown_are_none_or_enough(
    signs: Sequence[str], also_left_out: set[int]
) -> None:
    """Also where entries are left out for the sake of another account."""
    between = 0
    for place, sign in enumerate(left_out("".join(signs))):
        if sign == "p":
            between += 1
        elif sign == "." and place not in also_left_out:
            assert between == 0 or between >= FOLDED_MIN
            between = 0
