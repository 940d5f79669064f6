"""Private entries leave the house in sums of a month; every account moves as it did."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.folds import Happening, Told, told
from commonpurse.ledger.rules.statement import FOLDED_MIN

PURSE, BANK, CASH, ROOF = (UUID(int=number) for number in range(1, 5))
ROUTES = ((BANK, PURSE), (CASH, PURSE), (PURSE, ROOF))
KINDS = ("spend", "contribution", "gift", "need_payment")
HIDDEN = frozenset(KINDS[1:])


def happening(
    number: int,
    kind: str,
    amount: int,
    on: date = date(2026, 3, 5),
    route: tuple[UUID, UUID] = (BANK, PURSE),
    story: str = "",
) -> Happening:
    return Happening(
        entry_id=UUID(int=1_000 + number),
        on=on,
        kind=kind,
        story_kind=story or kind,
        lines=((route[0], -amount), (route[1], amount)),
        words="for Anna",
    )


def shown(happenings: Sequence[Happening]) -> list[Told]:
    return list(told(happenings, hidden=HIDDEN))


def test_who_may_see_all_sees_each_entry() -> None:
    gifts = [happening(n, "gift", 5) for n in range(3)]
    assert [one.happenings for one in told(gifts, hidden=frozenset())] == [(g,) for g in gifts]


def test_a_month_of_gifts_is_one_sum_on_the_day_of_the_last() -> None:
    gifts = [happening(n, "gift", 10 + n, date(2026, 3, 5 + n)) for n in range(4)]
    public = happening(9, "spend", 7, date(2026, 3, 6))
    first, fold = shown([gifts[0], gifts[1], public, *gifts[2:]])
    assert first.happenings == (public,)
    assert (fold.on, fold.private, len(fold.happenings)) == (date(2026, 3, 8), True, 4)
    assert fold.lines() == {BANK: -46, PURSE: 46}


def test_each_month_stands_alone_whatever_else_is_asked_for() -> None:
    march = [happening(n, "gift", 10 + n, date(2026, 3, 5 + n)) for n in range(3)]
    april = [happening(9 + n, "gift", 20 + n, date(2026, 4, 5 + n)) for n in range(3)]
    assert shown([*march, *april]) == shown(march) + shown(april)


def test_a_single_gift_hides_among_contributions() -> None:
    given_ = [happening(n, "contribution", 10 + n) for n in range(5)]
    (fold,) = shown([*given_, happening(9, "gift", 77)])
    assert fold.lines()[PURSE] == 60 + 77


def test_kinds_with_enough_of_their_own_stay_apart() -> None:
    made = [happening(n, KINDS[1 + n % 2], 10 + n) for n in range(6)]
    assert sorted(one.first.kind for one in shown(made)) == ["contribution", "gift"]
    few = [happening(20, "gift", 1, route=(CASH, PURSE)), happening(21, "need_payment", 2)]
    kinds = [
        sorted(Counter(h.kind for h in one.happenings).items()) for one in shown([*made, *few])
    ]
    assert [("gift", 1)] in kinds


def test_a_reversal_folds_with_what_it_takes_back() -> None:
    made = [happening(n, "gift", 10 + n) for n in range(3)]
    back = happening(9, "reversal", -12, story="gift")
    (fold,) = shown([*made, back])
    assert fold.lines() == {BANK: -21, PURSE: 21}


def test_too_few_tell_no_day_and_stand_behind_all_else_of_their_month() -> None:
    single = happening(1, "gift", 77, date(2026, 3, 5))
    last = happening(2, "spend", 5, date(2026, 3, 31))
    many = [happening(10 + n, "contribution", 4, date(2026, 3, 31), (CASH, ROOF)) for n in range(3)]
    found = shown([single, last, *many])
    assert [one.too_few for one in found] == [False, False, True]
    assert (found[-1].on, found[-1].happenings) == (date(2026, 3, 31), (single,))


def test_one_account_with_too_few_makes_their_whole_sum_untold() -> None:
    gifts = [happening(n, "gift", 10 + n) for n in range(2)]
    other = happening(9, "gift", 30, route=(CASH, PURSE))
    (fold,) = shown([*gifts, other])
    assert (len(fold.happenings), fold.too_few) == (3, True)


def test_what_cancels_out_leaves_no_line() -> None:
    back = happening(9, "reversal", -12, story="gift")
    (fold,) = shown([happening(1, "gift", 12), back])
    assert (fold.lines(), len(fold.happenings)) == ({}, 2)


happenings = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(-99, 99).filter(bool),
        st.dates(date(2026, 3, 1), date(2026, 5, 31)),
        st.sampled_from(ROUTES),
    ),
    max_size=40,
).map(
    lambda drawn: sorted(
        (happening(n, *one) for n, one in enumerate(drawn)), key=lambda h: (h.on, h.entry_id)
    )
)


def sums(told_or_whole: Sequence[Told]) -> Counter[tuple[int, UUID]]:
    moved: Counter[tuple[int, UUID]] = Counter()
    for one in told_or_whole:
        for account_id, amount in one.lines().items():
            moved[one.on.month, account_id] += amount
    return moved


@given(happenings)
def test_every_account_moves_as_it_did_in_every_month(listed: list[Happening]) -> None:
    found = shown(listed)
    whole = list(told(listed, hidden=frozenset()))
    assert {k: v for k, v in sums(found).items() if v} == {
        k: v for k, v in sums(whole).items() if v
    }
    assert sorted(h.entry_id for one in found for h in one.happenings) == sorted(
        h.entry_id for h in listed
    )
    assert [one.on for one in found] == sorted(one.on for one in found)


@given(happenings)
def test_nobody_stands_alone_where_others_touched_the_same_accounts(
    listed: list[Happening],
) -> None:
    private = [h for h in listed if h.kind in HIDDEN]
    alike = Counter((h.on.month, frozenset(a for a, _ in h.lines)) for h in private)
    for one in shown(listed):
        if not one.private:
            assert len(one.happenings) == 1
            continue
        routes = {(h.on.month, frozenset(a for a, _ in h.lines)) for h in one.happenings}
        if any(alike[route] >= FOLDED_MIN for route in routes):
            assert len(one.happenings) >= FOLDED_MIN
            assert len(routes) == 1
