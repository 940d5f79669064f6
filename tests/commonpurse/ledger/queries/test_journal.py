"""The journal: all of it, page by page, and what no filter can part."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import journal
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.queries.journal import Journal
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, moving
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE, EntryKind
from commonpurse.ledger.rules.journal import COUNTED_MAX, Place, Wanted
from commonpurse.ledger.rules.statement import FOLDED_MIN
from tests.cast import Cast

TODAY = date(2026, 11, 20)
NOV = date(2026, 11, 1)


def draft(purse: PurseAccounts, kind: str, on: date, amount: int, *, cash: bool = False) -> Draft:
    outside = purse.cash if cash else purse.bank
    comes_in = kind in {EntryKind.CONTRIBUTION, EntryKind.GIFT}
    ends = (outside, purse.purse) if comes_in else (purse.purse, outside)
    return Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=f"{kind} {amount}"),
        effective_on=on,
        lines=moving(amount, out_of=ends[0], into=ends[1]),
    )


def post(cast: Cast, *drafts: Draft) -> list[UUID]:
    return [posted.entry_id for posted in journal_entries.post_many(entries=drafts, by=cast.dev)]


def read(
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    *,
    keeper: bool = False,
    after: Place | None = None,
) -> Journal:
    hidden = NOTHING_HIDDEN if keeper else PRIVATE
    return journal.page(wanted, after=after, today=TODAY, hidden=hidden)


def walk(wanted: Wanted, *, keeper: bool = False) -> Iterator[Journal]:
    """Every page, from the newest to the last."""
    page = read(wanted, keeper=keeper)
    yield page
    while page.more is not None:
        page = read(wanted, keeper=keeper, after=page.more)
        yield page


def test_newest_first_and_each_entry_on_one_page(in_harbour: Cast, purse: PurseAccounts) -> None:
    drafts = [draft(purse, "spend", NOV + timedelta(days=n // 4), 1) for n in range(60)]
    ids = post(in_harbour, *drafts)
    pages = [*walk(Wanted())]
    rows = [row for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [25, 25, 11]
    assert [row.entry_id for row in rows][:60] == ids[::-1]
    assert [row.kind for row in rows][60:] == ["opening"]
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)


def test_a_private_entry_on_a_last_day_brings_no_other_month_twice(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    days = (date(2026, 11, 5), date(2026, 9, 10), date(2026, 8, 31))
    post(in_harbour, *(draft(purse, "gift", on, 5) for on in days for _ in range(FOLDED_MIN)))
    folded = [row.on for page in walk(Wanted()) for row in page.rows if row.private]
    assert folded == list(days)


def test_folds_stand_between_entries_and_on_one_page_only(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    days = [NOV + timedelta(days=n) for n in range(20)]
    drafts = [draft(purse, "spend", on, 1) for on in days for _ in range(2)]
    drafts += [draft(purse, "contribution", on, 1) for on in days for _ in range(FOLDED_MIN)]
    post(in_harbour, *drafts)
    pages = [*walk(Wanted())]
    rows = [row for page in pages for row in page.rows]
    assert len({row.place for row in rows}) == len(rows) == 61
    assert [row.place for row in rows] == sorted((row.place for row in rows), reverse=True)
    assert sum(row.entries for row in rows) == len(drafts) + 1


def test_folds_are_found_across_years_without_any(in_harbour: Cast, purse: PurseAccounts) -> None:
    drafts = [
        draft(purse, "gift", date(year, month, 3), 1)
        for year, month in product((2003, 2019, 2026), (1, 5))
        for _ in range(FOLDED_MIN)
    ]
    post(in_harbour, *drafts)
    rows = [row for page in walk(Wanted(kind="gift")) for row in page.rows]
    assert [row.on.year for row in rows] == [2026, 2026, 2019, 2019, 2003, 2003]
    assert [row.moves[0].amount for row in rows] == [FOLDED_MIN] * 6
    late = [row for page in walk(Wanted(from_on=date(2019, 2, 1))) for row in page.rows]
    assert [row.on for row in late if row.private] == [
        date(2026, 5, 3),
        date(2026, 1, 3),
        date(2019, 5, 3),
    ]


WORDS = ("", "gift", "spend")


def asked(purse: PurseAccounts) -> Iterator[Wanted]:
    """Every span of days, kind and account; then what looks inside an entry."""
    ends = [None, *(NOV + timedelta(days=n) for n in (-1, 0, 1, 2, 3, 8, 9, 19, 29))]
    spans = [(a, b) for a, b in product(ends, ends) if not (a and b and b < a)]
    kinds = ("", "contribution", "gift", "need_payment", "reversal")
    for (first, last), kind, account in product(spans, kinds, (None, purse.cash, purse.bank)):
        yield Wanted(from_on=first, to_on=last, kind=kind, account_id=account, unit="GBP")
    for amount, words, pairs in product((None, 1, 64, 1_000), WORDS, (False, True)):
        yield Wanted(
            amount_unit="GBP", amount_from=amount, amount_to=amount, words=words, only_pairs=pairs
        )


def test_no_filter_and_no_difference_of_two_parts_private_entries(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    """The amount of each private entry is a bit of its own, so each sum says what it is made of."""
    days = {"contribution": (1, 1, 1, 1, 2, 3, 9), "gift": (2, 9), "need_payment": (5, 8, 9)}
    drafts, bit = [], 0
    for kind, listed in days.items():
        for place, on in enumerate(listed):
            cash = place % 3 == 1
            drafts.append(draft(purse, kind, NOV.replace(day=on), 1 << bit, cash=cash))
            bit += 1
    wrong, *_ = post(in_harbour, *drafts, draft(purse, "spend", NOV, 1_000))
    journal_entries.reverse(entry_id=wrong, why="of Hana", effective_on=NOV, by=in_harbour.dev)
    sums: set[int] = set()
    for wanted in asked(purse):
        private = [row for page in walk(wanted) for row in page.rows if row.private]
        for row in private:
            assert not row.by
            assert "Hana" not in row.title
            assert (row.entry_id, row.reverses_on, row.reversed_on) == (None, None, None)
            assert row.too_few is (row.entries < FOLDED_MIN)
        assert not (private and wanted.looks_inside)
        sums |= {row.moves[0].amount for row in private if row.moves[0].amount is not None}
    assert all(total.bit_count() >= FOLDED_MIN for total in sums)
    overlapping = [(a, b) for a, b in product(sums, sums) if a != b and a & b]
    assert not overlapping
    assert len(sums) == 3


def test_a_keeper_reads_every_entry_by_itself(in_harbour: Cast, purse: PurseAccounts) -> None:
    (gift,) = post(in_harbour, draft(purse, "gift", NOV, 31))
    row = next(row for row in read(keeper=True).rows if row.entry_id == gift)
    assert (row.title, row.by, row.private, row.moves[0].amount) == ("gift 31", "Dev", False, 31)


def test_filters(in_harbour: Cast, purse: PurseAccounts) -> None:
    van, felt, rent = post(
        in_harbour,
        draft(purse, "spend", NOV, 500),
        draft(purse, "spend", date(2026, 11, 5), 700, cash=True),
        draft(purse, "spend", date(2026, 10, 9), 900),
    )
    back = journal_entries.reverse(
        entry_id=felt, why="twice", effective_on=date(2026, 11, 6), by=in_harbour.ana
    ).entry_id

    def found(**wanted: object) -> list[UUID | None]:
        wanted = {"kind": "", **wanted}
        rows = read(Wanted(**wanted), keeper=True).rows  # type: ignore[arg-type]
        return [row.entry_id for row in rows if row.kind != "opening"]

    assert found() == [back, felt, van, rent]
    assert found(kind="spend") == [felt, van, rent]
    assert found(account_id=purse.cash) == [back, felt]
    assert found(from_on=NOV, to_on=date(2026, 11, 5)) == [felt, van]
    assert found(only_pairs=True) == [back, felt]
    assert found(words="SPEND 5") == [van]
    assert found(words="twice") == [back]
    assert found(amount_unit="GBP", amount_from=700) == [back, felt, rent]
    assert found(amount_unit="GBP", amount_to=500) == [van]
    assert found(amount_unit="EUR", amount_to=500) == []
    assert found(unit="EUR") == []
    assert found(fund_id=uuid4()) == []


def test_counts_what_is_asked_for_while_it_can(in_harbour: Cast, purse: PurseAccounts) -> None:
    drafts = [draft(purse, "spend", NOV, 1) for _ in range(30)]
    drafts += [draft(purse, "gift", NOV, 1) for _ in range(5)]
    post(in_harbour, *drafts)
    whole = {"from_on": NOV, "to_on": months.last_day(NOV)}
    found = read(Wanted(**whole))  # type: ignore[arg-type]
    # The fold of five is the last row; it stands on the second page with the opening.
    assert (found.total, found.shown, len(found.rows)) == (36, 25, 25)
    assert read(Wanted(**whole), keeper=True).total == 36  # type: ignore[arg-type]
    assert read(Wanted(from_on=NOV)).total == 36
    assert read(Wanted()).total is None
    assert read(Wanted(from_on=date(2024, 1, 1))).total is None
    assert read(Wanted(kind="gift")).total == 5
    assert read(Wanted(words="spend")).total == 30


def test_beyond_the_limit_nothing_is_counted(
    in_harbour: Cast, purse: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "COUNTED_MAX", 29)
    post(in_harbour, *(draft(purse, "spend", NOV, 1) for _ in range(30)))
    assert COUNTED_MAX > 29
    assert read(Wanted(from_on=NOV, to_on=TODAY), keeper=True).total is None


def test_an_entry_in_two_units_tells_each_by_itself(in_harbour: Cast, purse: PurseAccounts) -> None:
    mass = Unit.objects.create(code="kg", scale=3, kind="mass")
    ids = {
        code: accounts.open_account(
            account=NewAccount(kind=AccountKind.TRADING, code=code), unit_id=unit, by=in_harbour.dev
        )
        for code, unit in (("a.kg", mass.pk), ("b.kg", mass.pk))
    }
    lines = (
        Line(purse.purse, -250),
        Line(purse.bank, 250),
        Line(ids["a.kg"], -1_500),
        Line(ids["b.kg"], 1_500),
    )
    both = Draft(key="both", kind="spend", memo=Memo("spend"), effective_on=NOV, lines=lines)
    post(in_harbour, both)
    row = read(Wanted(unit="kg")).rows[0]
    assert [(move.unit, move.scale, move.amount) for move in row.moves] == [
        ("GBP", 2, 250),
        ("kg", 3, 1_500),
    ]
