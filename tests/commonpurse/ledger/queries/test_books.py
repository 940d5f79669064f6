"""The books of a period: opening, entries, closing, as of one moment and for one reader."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import books
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import TooManyLines
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import BookAccount, Books, Period
from commonpurse.ledger.rules.entries import Draft, Memo, Posted, moving
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE, EntryKind
from commonpurse.ledger.rules.units import UnitKind
from tests.cast import Cast
from tests.commonpurse.conftest import fill

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))
QUERIES = 4


def post(
    cast: Cast,
    purse: PurseAccounts,
    on: date,
    amount: int = 1_250,
    *,
    kind: str = "spend",
    words: str = "Van hire",
    into: UUID | None = None,
) -> Posted:
    draft = Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=words, also_by_id=cast.ana.pk),
        effective_on=on,
        lines=moving(amount, out_of=purse.purse, into=into or purse.bank),
    )
    return journal_entries.post(entry=draft, by=cast.dev)


def read(period: Period = NOVEMBER, hidden: frozenset[EntryKind] = NOTHING_HIDDEN) -> Books:
    return books.of(period, slug="harbour-lights", name="Harbour Lights", hidden=hidden)


def known(found: Books, code: str) -> BookAccount:
    (account,) = (account for account in found.accounts if account.code == code)
    return account


def held(found: Books, code: str) -> tuple[int, int]:
    account = known(found, code)
    return (account.opening, account.closing)


def test_a_month_leads_from_opening_to_closing(in_harbour: Cast, purse: PurseAccounts) -> None:
    post(in_harbour, purse, date(2026, 11, 30), 400)
    post(in_harbour, purse, date(2026, 12, 1), 30)
    post(in_harbour, purse, date(2027, 1, 5), 2)
    assert held(read(NOVEMBER), "purse.gbp") == (0, 99_600)
    assert held(read(DECEMBER), "purse.gbp") == (99_600, 99_570)
    assert held(read(DECEMBER), "bank.gbp") == (-99_600, -99_570)
    (entry,) = read(DECEMBER).entries
    assert [(line.account.code, line.amount) for line in entry.lines] == [
        ("bank.gbp", 30),
        ("purse.gbp", -30),
    ]


def test_entries_say_what_by_whom_and_are_in_order(in_harbour: Cast, purse: PurseAccounts) -> None:
    later = post(in_harbour, purse, date(2026, 11, 9))
    early = post(in_harbour, purse, date(2026, 11, 3))
    second = post(in_harbour, purse, date(2026, 11, 3), words="")
    _opening, *found = read().entries
    assert [entry.id for entry in found] == [
        early.entry_id,
        second.entry_id,
        later.entry_id,
    ]
    assert [(entry.title, entry.by) for entry in found[:2]] == [
        ("Van hire", ("Dev", "Ana")),
        ("Spend", ("Dev", "Ana")),
    ]


def test_a_reversal_in_another_month_is_linked(in_harbour: Cast, purse: PurseAccounts) -> None:
    old = post(in_harbour, purse, date(2026, 11, 30))
    back = journal_entries.reverse(
        entry_id=old.entry_id, why="twice", effective_on=date(2026, 12, 1), by=in_harbour.dev
    )
    assert [entry.reversed_by_id for entry in read(NOVEMBER).entries] == [None, back.entry_id]
    assert [entry.reverses_id for entry in read(DECEMBER).entries] == [old.entry_id]


def test_private_entries_fold_and_a_reversal_with_them(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    gifts = [
        post(in_harbour, purse, date(2026, 11, day), 100 + day, kind="need_payment", words="Anna")
        for day in (3, 9, 17)
    ]
    journal_entries.reverse(
        entry_id=gifts[0].entry_id, why="Anna", effective_on=date(2026, 11, 18), by=in_harbour.dev
    )
    _opening, folded = read(hidden=PRIVATE).entries
    assert (folded.id, folded.by, folded.entries, folded.private) == (None, (), 4, True)
    assert (folded.reverses_id, folded.reversed_by_id) == (None, None)
    assert {line.account.code: line.amount for line in folded.lines} == {
        "purse.gbp": -(109 + 117),
        "bank.gbp": 109 + 117,
    }
    assert folded.title == "Paid for 3 needs · Reversal"
    assert "Anna" not in folded.title
    assert held(read(hidden=PRIVATE), "purse.gbp") == held(read(), "purse.gbp")
    assert len(list(read().entries)) == 5


def test_figures_are_of_one_moment(in_harbour: Cast, purse: PurseAccounts) -> None:
    """What is posted while the file is written is in none of its figures."""
    found = read()
    post(in_harbour, purse, date(2026, 11, 20), 400)
    moved = sum(
        line.amount or 0
        for entry in found.entries
        for line in entry.lines
        if line.account.code == "purse.gbp"
    )
    opening, closing = held(found, "purse.gbp")
    assert opening + moved == closing == 100_000


def test_another_union_is_not_there(harbour: Cast, millrace: Cast) -> None:
    with millrace.scope():
        fill(millrace, 5_000)
    with harbour.scope():
        assert (read().accounts, list(read().entries)) == ((), [])
        assert books.span() is None


def test_span_is_from_the_first_month_to_the_last(in_harbour: Cast, purse: PurseAccounts) -> None:
    post(in_harbour, purse, date(2027, 2, 3))
    assert books.span() == Period(date(2026, 11, 1), date(2027, 2, 28))


def test_accounts_begin_with_their_first_line_and_end_with_their_last(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    unit_id = Account.objects.get(pk=purse.purse).unit_id
    fund = Fund.objects.create(code="roof", name="Roof", purpose="A dry hall", restricted=True)
    fresh = NewAccount(kind=AccountKind.FUND, code="roof", name="Our roof", fund_id=fund.pk)
    roof = accounts.open_account(account=fresh, unit_id=unit_id, by=in_harbour.dev)
    post(in_harbour, purse, date(2026, 11, 5), 70, into=roof)
    back = Draft(
        key="back",
        kind="spend",
        memo=Memo("spend"),
        effective_on=date(2026, 11, 22),
        lines=moving(70, out_of=roof, into=purse.purse),
    )
    journal_entries.post(entry=back, by=in_harbour.dev)
    accounts.close_account(account_id=roof, by=in_harbour.dev)
    found = read(Period(date(2026, 11, 1), date(2099, 12, 31)))
    account, row = known(found, "roof"), Account.objects.get(pk=roof)
    assert row.closed_at is not None
    assert (account.name, account.fund) == ("Our roof", "roof")
    assert account.begins_on == min(date(2026, 11, 5), timezone.localdate(row.created_at))
    assert account.ends_on == max(date(2026, 11, 22), timezone.localdate(row.closed_at))
    assert known(found, "cash.gbp").ends_on is None
    assert [(fund.code, fund.restricted) for fund in found.funds] == [("roof", True)]
    # Before all that there was nothing of it.
    assert read(Period(date(2001, 1, 1), date(2001, 1, 31))).accounts == ()


def test_units_are_not_mixed(in_harbour: Cast, purse: PurseAccounts) -> None:
    unit = Unit.objects.create(code="h", scale=2, kind=UnitKind.HOURS)
    fresh = [NewAccount(kind=AccountKind.TRADING, code=f"trading.{n}") for n in "ab"]
    one, other = (
        accounts.open_account(account=each, unit_id=unit.pk, by=in_harbour.dev) for each in fresh
    )
    given = Draft(
        key="h",
        kind="spend",
        memo=Memo("spend"),
        effective_on=date(2026, 11, 7),
        lines=moving(150, out_of=one, into=other),
    )
    journal_entries.post(entry=given, by=in_harbour.dev)
    found = read()
    assert [(u.code, u.kind, u.scale) for u in found.used_units()] == [
        ("GBP", UnitKind.MONEY, 2),
        ("h", UnitKind.HOURS, 2),
    ]
    assert held(found, "trading.a") == (0, -150)


def test_too_many_lines_are_refused(
    in_harbour: Cast, purse: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(in_harbour, purse, date(2026, 12, 3))
    monkeypatch.setattr(books, "LINES_MAX", 2)
    assert len(list(read(NOVEMBER).entries)) == 1
    with pytest.raises(TooManyLines, match="Choose fewer months"):
        read(Period(NOVEMBER.first_on, DECEMBER.last_on))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("hidden", [NOTHING_HIDDEN, PRIVATE])
def test_asks_as_often_for_three_entries_as_for_one(
    in_harbour: Cast,
    purse: PurseAccounts,
    rows: int,
    hidden: frozenset[EntryKind],
    django_assert_num_queries: object,
) -> None:
    for number in range(rows):
        post(in_harbour, purse, date(2026, 11, 5 + number))
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        found = read(hidden=hidden)
        assert len(list(found.entries)) == rows + 1
