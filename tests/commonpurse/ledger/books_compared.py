"""Every row of the books beside what a plain ledger says that they should be."""

from django.db import connection

from commonpurse.ledger import invariants
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.models.posting import Posting
from tests.commonpurse.ledger.plain_ledger import PlainLedger

LAWS = (
    invariants.entries_balance,
    invariants.entries_have_lines,
    invariants.balances_are_sums,
    invariants.running_balances_are_whole,
    invariants.lines_bear_the_day_of_their_entry,
    invariants.months_are_sums,
    invariants.flows_are_sums,
    invariants.closed_months_stay,
    invariants.reversals_restore,
)


def balances(model: PlainLedger) -> None:
    """What each account holds after how many lines, and whether it is closed."""
    rows = AccountBalance.objects.values_list("account_id", "balance", "seq", "closed")
    said = {(id_, a.balance, a.lines, a.closed) for id_, a in model.accounts.items()}
    assert set(rows) == said


def everything(model: PlainLedger) -> None:
    """All rows, all laws, and what is otherwise asked when a transaction ends."""
    balances(model)
    accounts(model)
    entries(model)
    lines(model)
    months(model)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert [breach for law in LAWS for breach in law()] == []


def accounts(model: PlainLedger) -> None:
    """Code, kind and unit of each account, and whether it was closed."""
    rows = Account.objects.values_list("id", "code", "kind", "unit__code", "closed_at")
    found = {(id_, code, kind, unit, bool(at)) for id_, code, kind, unit, at in rows}
    assert found == {(id_, a.code, a.kind, a.unit, a.closed) for id_, a in model.accounts.items()}


def entries(model: PlainLedger) -> None:
    """The header of each entry, by its key."""
    names = ("key", "id", "kind", "effective_on", "posted_by_id", "reverses_id")
    assert set(JournalEntry.objects.values_list(*names)) == {
        (key, model.ids[key], d.kind, d.effective_on, model.entered_by[key], d.reverses_id)
        for key, d in model.entries.items()
    }


def lines(model: PlainLedger) -> None:
    """Each line with its number, the balance after it, and the entry that it belongs to."""
    names = ("account_id", "account_seq", "amount", "balance_after", "effective_on", "entry__key")
    rows = list(Posting.objects.values_list(*names))
    assert len(rows) == len(model.lines)
    assert set(rows) == {tuple(line) for line in model.lines}


def months(model: PlainLedger) -> None:
    """The sums of each account and month, and the months that were closed."""
    names = ("account_id", "month", "added", "taken", "came_in", "went_out", "count")
    said = {(*key, *sums) for key, sums in model.months.items()}
    assert set(AccountMonth.objects.values_list(*names)) == said
    assert list(PeriodClose.objects.order_by("month").values_list("month", flat=True)) == (
        model.closings
    )
