"""Whatever is wrong with what is handed in: a refusal by its name, and not one row more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    AccountNotEmpty,
    BadDay,
    BadKey,
    BadLines,
    BadText,
    BadUnit,
    KeyUsed,
    MixedHours,
    MonthClosed,
    MonthNotOver,
    NoReason,
    NotReversible,
    OtherUnion,
    PurseTooSmall,
    ReversalTooEarly,
    TooMany,
    Unbalanced,
    UnknownAccount,
    UnknownFund,
    UnknownUnit,
)
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Source, moving
from commonpurse.ledger.rules.units import UnitKind
from commonpurse.refusals import PurseRefused
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.founding.models.audit_event import AuditEvent
from unions.tenancy.rows import TenantModel

DAY = date(2026, 6, 3)
CLOSED = date(2026, 3, 1)
MOST, LEAST = 2**63 - 1, -(2**63)
SURROGATE, NUL, EMOJI = "a\ud800", "a\0b", "🧺"

Refusal = type[PurseRefused]


def rows() -> dict[str, int]:
    """How many rows each table of the books and the audit has in this union."""
    books = apps.get_app_config("commonpurse").get_models()
    models: list[type[TenantModel]] = [AuditEvent]
    models += [model for model in books if issubclass(model, TenantModel)]
    return {model._meta.label: model.objects.count() for model in models}


def refused(refusal: Refusal, action: Callable[..., object], **words: Any) -> None:
    """The action is refused by this very name and leaves nothing behind."""
    before = rows()
    with pytest.raises(refusal) as caught:
        action(**words)
    assert type(caught.value) is refusal
    assert str(caught.value)
    assert rows() == before


@pytest.fixture
def good(in_harbour: Cast, purse: PurseAccounts) -> Draft:
    """Fifty pence into the purse, while the months up to March are closed."""
    periods.close_period(month=CLOSED, by=in_harbour.dev)
    return Draft("good", "gift", Memo("gift"), DAY, moving(50, out_of=purse.bank, into=purse.purse))


@pytest.fixture
def hours(in_harbour: Cast, good: Draft) -> tuple[UUID, UUID]:
    """Two accounts in hours."""
    unit = open_unit(code="h", scale=2, kind=UnitKind.HOURS, by=in_harbour.dev)
    first, second = (
        accounts.open_account(
            account=NewAccount(kind=AccountKind.INCOME, code=code), unit_id=unit, by=in_harbour.dev
        )
        for code in ("given", "got")
    )
    return first, second


HEADERS: list[tuple[str, dict[str, Any], Refusal]] = [
    ("no key", {"key": ""}, BadKey),
    ("long key", {"key": "k" * 201}, BadKey),
    ("key with NUL", {"key": NUL}, BadKey),
    ("key with half a sign", {"key": SURROGATE}, BadKey),
    ("words with NUL", {"memo": Memo("gift", words=NUL)}, BadText),
    ("words with half a sign", {"memo": Memo("gift", words=SURROGATE)}, BadText),
    ("second keeper of nowhere", {"memo": Memo("gift", also_by_id=UUID(int=7))}, OtherUnion),
    ("memo out of form", {"memo": Memo("Gift!")}, BadText),
    ("kind out of form", {"kind": "Gift"}, BadText),
    ("kind too long", {"kind": "k" * 41}, BadText),
    ("source too long", {"source": Source("s" * 41, UUID(int=7))}, BadText),
    ("1900", {"effective_on": date(1900, 1, 1)}, BadDay),
    ("1999", {"effective_on": date(1999, 12, 31)}, BadDay),
    ("2100", {"effective_on": date(2100, 1, 1)}, BadDay),
    ("first day", {"effective_on": date.min}, BadDay),
    ("last day", {"effective_on": date.max}, BadDay),
    ("closed month", {"effective_on": date(2026, 3, 31)}, MonthClosed),
    ("month before a closed one", {"effective_on": date(2000, 1, 1)}, MonthClosed),
    ("reverses nothing", {"reverses_id": UUID(int=7)}, NotReversible),
]


@pytest.mark.parametrize(
    ("change", "refusal"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS]
)
def test_headers(in_harbour: Cast, good: Draft, change: dict[str, Any], refusal: Refusal) -> None:
    wrong = replace(good, **change)
    refused(refusal, journal_entries.post, entry=wrong, by=in_harbour.dev)
    third = wrong if "key" in change else replace(wrong, key="third")
    batch = [good, replace(good, key="another"), third]
    refused(refusal, journal_entries.post_many, entries=batch, by=in_harbour.dev)


AMOUNTS: list[tuple[str, tuple[int, ...], Refusal]] = [
    ("zeros", (0, 0), BadLines),
    ("a zero among others", (5, -5, 0), BadLines),
    ("unbalanced", (5, -6), Unbalanced),
    ("one way", (5, 5), Unbalanced),
    ("beyond", (MOST + 1, -MOST - 1), BadLines),
    ("far beyond", (10**40, -(10**40)), BadLines),
    ("the two edges", (LEAST, MOST), BadLines),
    ("sums beyond", (MOST, MOST, LEAST), BadLines),
    ("alone", (5,), BadLines),
    ("nothing", (), BadLines),
    ("more than there is", (1, -100_101, 100_100), PurseTooSmall),
]


@pytest.mark.parametrize(
    ("amounts", "refusal"), [row[1:] for row in AMOUNTS], ids=[row[0] for row in AMOUNTS]
)
def test_amounts(
    in_harbour: Cast, purse: PurseAccounts, good: Draft, amounts: tuple[int, ...], refusal: Refusal
) -> None:
    places = (purse.bank, purse.purse, purse.cash)
    lines = tuple(map(Line, places, amounts))
    wrong = replace(good, key="wrong", lines=lines)
    refused(refusal, journal_entries.post, entry=wrong, by=in_harbour.dev)
    batch = [good, wrong]
    refused(refusal, journal_entries.post_many, entries=batch, by=in_harbour.dev)


def test_edges_that_can_be_are_taken(in_harbour: Cast, purse: PurseAccounts, good: Draft) -> None:
    most = replace(good, lines=moving(MOST, out_of=purse.cash, into=purse.reserve))
    journal_entries.post(entry=replace(most, key=EMOJI), by=in_harbour.dev)
    refused(BadLines, journal_entries.post, entry=most, by=in_harbour.dev)
    # In another month, since the first holds as much as its sums can.
    one = moving(1, out_of=purse.cash, into=purse.bank)
    least = replace(good, key="k" * 200, lines=one, effective_on=date(2026, 7, 1))
    journal_entries.post(entry=least, by=in_harbour.dev)
    again = replace(least, key="one more")
    refused(BadLines, journal_entries.post, entry=again, by=in_harbour.dev)


def test_accounts_that_are_none(
    harbour: Cast, millrace: Cast, purse: PurseAccounts, good: Draft
) -> None:
    with millrace.scope():
        theirs = fill(millrace, 50_000)
    accounts.close_account(account_id=purse.cash, by=harbour.dev)
    for other in (theirs.purse, purse.cash, purse.purse, uuid4(), UUID(int=0)):
        wrong = replace(good, key="wrong", lines=moving(1, out_of=purse.purse, into=other))
        refused(UnknownAccount, journal_entries.post, entry=wrong, by=harbour.dev)
        refused(UnknownAccount, journal_entries.post_many, entries=[good, wrong], by=harbour.dev)


def test_units_never_mix(
    in_harbour: Cast, purse: PurseAccounts, good: Draft, hours: tuple[UUID, UUID]
) -> None:
    across = replace(good, lines=moving(5, out_of=hours[0], into=purse.purse))
    beside = replace(good, lines=(*good.lines, Line(hours[0], -5), Line(hours[1], 5)))
    for wrong, refusal in ((across, Unbalanced), (beside, MixedHours)):
        refused(refusal, journal_entries.post, entry=wrong, by=in_harbour.dev)
        batch = [replace(good, key="good too"), wrong]
        refused(refusal, journal_entries.post_many, entries=batch, by=in_harbour.dev)


def test_replays_with_other_content(in_harbour: Cast, purse: PurseAccounts, good: Draft) -> None:
    journal_entries.post(entry=good, by=in_harbour.dev)
    less = moving(49, out_of=purse.bank, into=purse.purse)
    for change in (
        {"lines": less},
        {"kind": "spend"},
        {"memo": Memo("gift", {"count": 2})},
        {"source": Source("need", uuid4())},
        {"effective_on": date(2026, 6, 4)},
    ):
        other = replace(good, **change)
        refused(KeyUsed, journal_entries.post, entry=other, by=in_harbour.dev)
        for batch in ([other], [good, other], [replace(good, key="new"), other]):
            refused(KeyUsed, journal_entries.post_many, entries=batch, by=in_harbour.dev)
    twice = [replace(good, key="twice"), replace(good, key="twice", lines=less)]
    refused(KeyUsed, journal_entries.post_many, entries=twice, by=in_harbour.dev)


def test_too_many_at_once(in_harbour: Cast, purse: PurseAccounts, good: Draft) -> None:
    long = tuple(Line(purse.bank, 1) for _ in range(10_000))
    huge = replace(good, lines=long)
    refused(BadLines, journal_entries.post, entry=huge, by=in_harbour.dev)
    refused(BadLines, journal_entries.post_many, entries=[huge], by=in_harbour.dev)
    many = [replace(good, key=f"many {number}") for number in range(5_001)]
    refused(TooMany, journal_entries.post_many, entries=many, by=in_harbour.dev)
    wide = [replace(good, key=f"wide {number}", lines=long[:1_000]) for number in range(21)]
    refused(TooMany, journal_entries.post_many, entries=wide, by=in_harbour.dev)
    last = [
        *many[:499],
        replace(good, key="last", lines=moving(10**7, out_of=purse.purse, into=purse.bank)),
    ]
    refused(PurseTooSmall, journal_entries.post_many, entries=last, by=in_harbour.dev)


def test_no_entries_are_no_work(in_harbour: Cast, good: Draft) -> None:
    before = rows()
    assert journal_entries.post_many(entries=[], by=in_harbour.dev) == []
    assert rows() == before


def test_who_posts_belongs_here(harbour: Cast, millrace: Cast, good: Draft) -> None:
    refused(OtherUnion, journal_entries.post, entry=good, by=millrace.kit)
    refused(OtherUnion, journal_entries.post_many, entries=[good], by=millrace.kit)
    refused(OtherUnion, periods.close_period, month=date(2026, 4, 1), by=millrace.kit)


def test_reversals(harbour: Cast, millrace: Cast, good: Draft) -> None:
    ours = journal_entries.post(entry=good, by=harbour.dev).entry_id
    with millrace.scope():
        purse = fill(millrace, 1_000)
        lines = moving(5, out_of=purse.bank, into=purse.purse)
        theirs = journal_entries.post(entry=replace(good, lines=lines), by=millrace.kit).entry_id

    def back(refusal: Refusal, entry_id: UUID, **change: object) -> None:
        words = {"entry_id": entry_id, "why": "wrong", "effective_on": DAY, "by": harbour.dev}
        refused(refusal, journal_entries.reverse, **{**words, **change})

    for entry_id in (theirs, uuid4()):
        back(NotReversible, entry_id)
        direct = replace(good, key="direct", reverses_id=entry_id)
        refused(NotReversible, journal_entries.post, entry=direct, by=harbour.dev)
    for refusal, change in (
        (NoReason, {"why": " "}),
        (BadText, {"why": NUL}),
        (BadText, {"why": SURROGATE}),
        (BadKey, {"key": NUL}),
        (BadKey, {"key": SURROGATE}),
        (BadKey, {"key": "k" * 201}),
        (BadDay, {"effective_on": date(2100, 1, 1)}),
        (ReversalTooEarly, {"effective_on": CLOSED}),
    ):
        back(refusal, ours, **change)


def test_months_to_close(in_harbour: Cast, good: Draft) -> None:
    for month, refusal in (
        (date(1900, 1, 1), BadDay),
        (date(2100, 1, 1), BadDay),
        (date.min, BadDay),
        (date.max, BadDay),
        (date(2099, 12, 1), MonthNotOver),
    ):
        refused(refusal, periods.close_period, month=month, by=in_harbour.dev)


def test_accounts_to_open(harbour: Cast, millrace: Cast, purse: PurseAccounts, good: Draft) -> None:
    unit = Unit.objects.get(code="GBP").pk
    with millrace.scope():
        fill(millrace, 1_000)
        their_unit = Unit.objects.get(code="GBP").pk
        their_fund = Fund.objects.create(code="roof", name="Roof").pk
    accounts.close_account(account_id=purse.cash, by=harbour.dev)
    fresh = NewAccount(kind=AccountKind.FUND, code="roof")
    for change, unit_id, refusal in (
        ({"code": ""}, unit, BadText),
        ({"code": "c" * 41}, unit, BadText),
        ({"code": NUL}, unit, BadText),
        ({"code": SURROGATE}, unit, BadText),
        ({"name": "n" * 81}, unit, BadText),
        ({"name": NUL}, unit, BadText),
        ({}, their_unit, UnknownUnit),
        ({}, uuid4(), UnknownUnit),
        ({"fund_id": their_fund}, unit, UnknownFund),
        ({"fund_id": uuid4()}, unit, UnknownFund),
        ({"code": "purse.gbp"}, unit, KeyUsed),
        ({"code": "cash.gbp", "kind": AccountKind.EXTERNAL}, unit, UnknownAccount),
    ):
        account = replace(fresh, **change)
        refused(refusal, accounts.open_account, account=account, unit_id=unit_id, by=harbour.dev)
    refused(BadUnit, accounts.open_purse, currency="pounds", by=harbour.dev)
    assert not Account.objects.filter(code="roof").exists()


def test_accounts_to_close(
    harbour: Cast, millrace: Cast, purse: PurseAccounts, good: Draft
) -> None:
    with millrace.scope():
        theirs = accounts.open_purse(currency="GBP", by=millrace.kit)
    for account_id, refusal in (
        (purse.purse, AccountNotEmpty),
        (theirs.cash, UnknownAccount),
        (uuid4(), UnknownAccount),
    ):
        refused(refusal, accounts.close_account, account_id=account_id, by=harbour.dev)
