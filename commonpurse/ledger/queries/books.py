"""The books of a period, read to be taken along: accounts at once, entries one by one."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, FilteredRelation, Max, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.stories import account_name, title
from commonpurse.ledger.refusals import TooManyLines
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import (
    SEVERAL,
    BookAccount,
    BookEntry,
    BookFund,
    BookLine,
    Books,
    BookUnit,
    Period,
)
from commonpurse.ledger.rules.folds import Happening, Told, told
from commonpurse.ledger.rules.units import UnitKind

# A file is made within one request and held in memory once, as the bytes that leave.
LINES_MAX = 50_000
_CHUNK_LINES = 2_000
_LINE = (
    "entry_id", "account_id", "amount", "account_seq", "effective_on", "entry__kind",
    "entry__memo_numbers", "entry__posted_by__person__display_name", "entry__reverses_id",
    "entry__reverses__kind", "entry__reversed_by__id", "entry__notes__words",
    "entry__notes__also_by__person__display_name",
)  # fmt: skip


def span() -> Period | None:
    """From the first month with an entry to the last, whole months; None while there is none."""
    found = JournalEntry.objects.aggregate(first=Min("effective_on"), last=Max("effective_on"))
    if found["first"] is None:
        return None
    return Period(months.first_of(found["first"]), months.last_day(found["last"]))


def of(period: Period, *, slug: str, name: str, hidden: AbstractSet[str]) -> Books:
    """The books of whole months, as a reader may see them from whom these kinds are hidden.

    Four queries, however much there is. All figures are of one moment: what is posted while the
    entries are being read is not among them. Raises TooManyLines above LINES_MAX lines.
    """
    accounts, seen, count = _accounts(period, hidden=hidden)
    if count > LINES_MAX:
        raise TooManyLines
    by_id = {account.id: account for account in accounts}
    happenings = _happenings(period, seen)
    return Books(
        slug=slug,
        title=name,
        period=period,
        notes=_notes(name, period, hidden=hidden),
        opening_words=_("What was there at the start"),
        closing_words=_("What is there at the end"),
        units=tuple(
            BookUnit(unit.code, UnitKind(unit.kind), unit.scale)
            for unit in Unit.objects.order_by("code")
        ),
        funds=tuple(
            BookFund(fund.code, fund.name, fund.purpose, fund.restricted)
            for fund in Fund.objects.order_by("code")
        ),
        accounts=accounts,
        entries=_entries(told(happenings, hidden=hidden), by_id),
    )


def _notes(name: str, period: Period, *, hidden: AbstractSet[str]) -> tuple[str, ...]:
    """What whoever opens the file should know."""
    first, last = period.first_on.isoformat(), period.last_on.isoformat()
    said = [
        _("The books of %(union)s from %(first)s to %(last)s.")
        % {"union": name, "first": first, "last": last},
        _(
            "What came into an account has a plus, what left it a minus. What came from outside is"
            " a minus on the accounts outside: together all accounts are zero."
        ),
    ]
    if hidden:
        said.append(
            _(
                "What one person gave or was given is private: it is told in sums of a month. All"
                " balances are exact."
            )
        )
        said.append(
            _(
                "Where fewer than three such entries touched an account in a month, no amount is"
                " told. They stand on its last day, with what the account holds after them."
            )
        )
    return tuple(said)


def _accounts(
    period: Period, *, hidden: AbstractSet[str]
) -> tuple[tuple[BookAccount, ...], dict[UUID, int], int]:
    """Accounts that the period knows, by kind and code; the number of each one's last line; and
    how many lines the period has. One query, so that all is of one moment.

    Balances are reckoned back from those of now: the past before the period is not read.
    """
    near = FilteredRelation(
        "account__postings", condition=Q(account__postings__effective_on__gte=period.first_on)
    )
    within = Q(near__effective_on__lte=period.last_on)
    found = (
        AccountBalance.objects.annotate(near=near)
        .values(
            "account_id", "balance", "seq", "account__code", "account__kind", "account__name",
            "account__unit__code", "account__unit__scale", "account__fund__code",
            "account__created_at", "account__closed_at",
        )
        .annotate(
            lines=Count("near__account_seq"),
            within=Count("near__account_seq", filter=within),
            first=Min("near__effective_on"),
            last=Max("near__effective_on"),
            since=Sum("near__amount"),
            after=Sum("near__amount", filter=~within),
        )
    )  # fmt: skip
    rows = list(found)
    order = list(AccountKind)
    accounts = sorted(
        (account for row in rows if (account := _account(row, period, hidden)) is not None),
        key=lambda account: (account.unit, order.index(account.kind), account.code),
    )
    seen = {row["account_id"]: row["seq"] for row in rows}
    return tuple(accounts), seen, sum(row["within"] for row in rows)


def _account(
    row: Mapping[str, Any], period: Period, hidden: AbstractSet[str]
) -> BookAccount | None:
    """None for an account that begins after the period. Where entries are hidden, it ends with its
    last month, since sums of that month may stand on its last day."""
    days = [_day(row["account__created_at"]), *([row["first"]] if row["first"] else [])]
    if row["seq"] > row["lines"]:
        days.append(period.first_on)
    if min(days) > period.last_on:
        return None
    closed_on = _day(row["account__closed_at"]) if row["account__closed_at"] else None
    ends_on = max(closed_on, row["last"] or closed_on) if closed_on else None
    if ends_on and hidden:
        ends_on = months.last_day(ends_on)
    kind = AccountKind(row["account__kind"])
    return BookAccount(
        id=row["account_id"],
        code=row["account__code"],
        kind=kind,
        name=account_name(kind=kind, code=row["account__code"], name=row["account__name"]),
        unit=row["account__unit__code"],
        scale=row["account__unit__scale"],
        fund=row["account__fund__code"] or "",
        begins_on=min(days),
        ends_on=ends_on if ends_on and ends_on <= period.last_on else None,
        opening=int(row["balance"]) - int(row["since"] or 0),
        closing=int(row["balance"]) - int(row["after"] or 0),
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _happenings(period: Period, seen: dict[UUID, int]) -> Iterator[Happening]:
    """Entries in order of (day, id), read in chunks; nothing beyond the last lines `seen`."""
    lines = (
        Posting.objects.filter(effective_on__range=(period.first_on, period.last_on))
        .order_by("effective_on", "entry_id", "account__code")
        .values_list(*_LINE)
        .iterator(chunk_size=_CHUNK_LINES)
    )
    known = (line for line in lines if line[3] <= seen.get(line[1], 0))
    for _entry_id, rows in groupby(known, key=itemgetter(0)):
        yield _happening(list(rows))


def _happening(rows: list[tuple[Any, ...]]) -> Happening:
    (
        entry_id, _account, _amount, _seq, on, kind, numbers, posted_by, reverses_id,
        reversed_kind, reversed_by_id, words, also_by,
    ) = rows[0]  # fmt: skip
    return Happening(
        entry_id=entry_id,
        on=on,
        kind=kind,
        story_kind=reversed_kind or kind,
        lines=tuple((row[1], row[2]) for row in rows),
        count=numbers.get("count", 1),
        words=words or "",
        by=(posted_by, also_by) if also_by else (posted_by,),
        reverses_id=reverses_id,
        reversed_by_id=reversed_by_id,
    )


def _entries(listed: Iterable[Told], accounts: dict[UUID, BookAccount]) -> Iterator[BookEntry]:
    """Each with what it did, or with what its accounts hold then."""
    held = {account.id: account.opening for account in accounts.values()}
    for one in listed:
        moved = one.lines()
        for account_id, amount in moved.items():
            held[account_id] += amount
        yield _entry(
            one,
            tuple(
                BookLine(accounts[account_id], None, held[account_id])
                if one.too_few
                else BookLine(accounts[account_id], amount)
                for account_id, amount in moved.items()
            ),
        )


def _entry(one: Told, lines: tuple[BookLine, ...]) -> BookEntry:
    first, entries = one.first, len(one.happenings)
    kinds = {happening.kind for happening in one.happenings}
    return BookEntry(
        id=None if one.private else first.entry_id,
        on=one.on,
        kind=first.kind if len(kinds) == 1 else SEVERAL,
        title=_together(one) if one.private else _alone(first),
        by=() if one.private else first.by,
        private=one.private,
        entries=entries,
        reverses_id=None if one.private else first.reverses_id,
        reversed_by_id=None if one.private else first.reversed_by_id,
        lines=lines,
    )


def _alone(happening: Happening) -> str:
    return title(kind=happening.kind, count=happening.count, words=happening.words)


def _together(one: Told) -> str:
    """The kinds with their numbers; no words of people, who may name each other in them."""
    counts: dict[str, int] = {}
    for happening in one.happenings:
        counts[happening.kind] = counts.get(happening.kind, 0) + 1
    return " · ".join(title(kind=kind, count=counts[kind], words="") for kind in sorted(counts))
