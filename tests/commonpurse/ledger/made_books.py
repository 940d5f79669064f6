"""Books made by hand for tests of formats: several units, hostile words, amounts at the edge."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.balance import AMOUNT_MAX
from commonpurse.ledger.rules.books import (
    BookAccount,
    BookEntry,
    BookFund,
    BookLine,
    Books,
    BookUnit,
    Period,
)
from commonpurse.ledger.rules.units import UnitKind

PERIOD = Period(date(2026, 3, 1), date(2026, 4, 30))
UNITS = (
    BookUnit("GBP", UnitKind.MONEY, 2),
    BookUnit("EUR", UnitKind.MONEY, 2),
    BookUnit("KWD", UnitKind.MONEY, 3),
    BookUnit("h", UnitKind.HOURS, 6),
    BookUnit("kg", UnitKind.MASS, 3),
    BookUnit("piece", UnitKind.COUNT, 0),
    BookUnit("2 m²", UnitKind.COUNT, 0),
)
SCALES = {unit.code: unit.scale for unit in UNITS}
HOSTILE = (
    'She said "ninety" \\ "\\n"',
    "=cmd|' /C calc'!A0",
    "; balance Assets:Purse:GBP 0 | note",
    "first\nsecond\r\n2026-03-01 * third\u2028fourth",
    "(code) [2020-01-01] date:2020-99-99, type:X",
    "🎉 مرحبا \u200f\u202egnirts\u202c é\u0301",
    "-12.50",
    "@here",
    "\t+1",
    "x" * 3_000,
    "`${HOME}` {{ 7*7 }} %s %(a)s <b>&amp;</b>",
    "\uff1dSUM(A1)",
    " ",
)


def account(
    number: int,
    code: str,
    kind: AccountKind,
    unit: str = "GBP",
    *,
    opening: int = 0,
    name: str = "",
    fund: str = "",
    ends_on: date | None = None,
) -> BookAccount:
    """An account without lines: what it holds at the end is what it held at the start."""
    return BookAccount(
        id=UUID(int=number),
        code=code,
        kind=kind,
        name=name or code,
        unit=unit,
        scale=SCALES[unit],
        fund=fund,
        begins_on=date(2025, 6, 1),
        ends_on=ends_on,
        opening=opening,
        closing=opening,
    )


def entry(number: int, on: date, *lines: tuple[BookAccount, int], **changes: object) -> BookEntry:
    """An entry of its own."""
    plain = BookEntry(
        id=UUID(int=1_000 + number),
        on=on,
        kind="spend",
        title="Rent of the hall",
        by=("Dev", "Ana"),
        private=False,
        entries=1,
        reverses_id=None,
        reversed_by_id=None,
        lines=tuple(BookLine(*line) for line in lines),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def made(accounts: Iterable[BookAccount], entries: Iterable[BookEntry] = ()) -> Books:
    """Books of these accounts, with what they hold after these entries."""
    listed, sums = list(entries), dict[UUID, int]()
    for one in listed:
        for line in one.lines:
            sums[line.account.id] = sums.get(line.account.id, 0) + (line.amount or 0)
    closed = tuple(
        replace(known, closing=known.opening + sums.get(known.id, 0)) for known in accounts
    )
    return Books(
        slug="harbour-lights",
        title='Harbour "Lights"\n; and more',
        period=PERIOD,
        notes=("What came in has a plus.\n; 2026-01-01 open Assets:Bad",),
        opening_words="What was there",
        closing_words="What is there",
        units=UNITS,
        funds=(BookFund("roof", "Roof", "=A1", restricted=True),),
        accounts=closed,
        entries=iter(listed),
    )


def hostile() -> Books:
    """All that could break a format, in books that balance."""
    purse = account(1, "purse.gbp", AccountKind.PURSE, opening=AMOUNT_MAX - 705)
    bank = account(2, "bank.gbp", AccountKind.EXTERNAL, opening=-(AMOUNT_MAX - 5))
    # Two codes that become the same word, and one of which nothing is left.
    same = account(3, "gbp", AccountKind.PURSE, name='=HYPERLINK("x")')
    empty = account(4, "€¡", AccountKind.FUND, name="Dach; |\n", fund='"roof", x:y')
    gone = account(5, "old roof", AccountKind.FUND, ends_on=date(2026, 3, 20), opening=700)
    left = account(6, "expense.roof", AccountKind.EXPENSE)
    quiet = account(7, "quiet", AccountKind.RESERVE, "EUR")
    others = [
        pair
        for number, unit in enumerate(("EUR", "KWD", "h", "kg", "piece", "2 m²"))
        for pair in (
            account(20 + number, f"trading.{unit}", AccountKind.TRADING, unit, opening=-3),
            account(40 + number, f"income.{unit}", AccountKind.INCOME, unit, opening=3),
        )
    ]
    accounts = [purse, bank, same, empty, gone, left, quiet, *others]
    return made(accounts, _hostile_entries(accounts))


def _hostile_entries(accounts: list[BookAccount]) -> Iterator[BookEntry]:
    purse, bank, same, empty, gone, left, _quiet, *others = accounts
    day = date(2026, 3, 2)
    yield entry(0, day, (gone, -700), (left, 700))
    for number, words in enumerate(HOSTILE, start=1):
        yield entry(number, day, (purse, -1), (empty, 1), title=words, by=(words, "Ana"))
    swap = tuple((known, 999_999 if place % 2 else -999_999) for place, known in enumerate(others))
    yield entry(50, day, (bank, -2), (same, 2), *swap)
    reversed_one = UUID(int=1_061)
    yield entry(60, day, (purse, -5), (bank, 5), reversed_by_id=reversed_one)
    again = UUID(int=1_060)
    yield entry(61, day, (purse, 5), (bank, -5), kind="reversal", reverses_id=again)
    yield entry(62, date(2026, 4, 30), id=None, by=(), private=True, entries=2)
    edge = AMOUNT_MAX - 1_000
    yield entry(63, date(2026, 4, 30), (purse, -edge), (same, edge), id=None, private=True)
