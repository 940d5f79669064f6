"""What must always hold in the books; checked again beside the guards of the database."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import Coalesce, RowNumber, TruncMonth

from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import HELD
from unions.invariants import Breach, invariant


@invariant("The lines of every entry add up to zero in each unit.")
def entries_balance() -> Iterator[Breach]:
    """Every (entry, unit) whose lines leave something over."""
    found = Posting.objects.values("entry_id", "unit__code").annotate(net=Sum("amount"))
    for row in found.exclude(net=0).order_by("entry_id"):
        yield Breach(f"journal entry {row['entry_id']}", f"{row['net']} {row['unit__code']} over")


@invariant("Every entry has lines.")
def entries_have_lines() -> Iterator[Breach]:
    """Every header that stands alone."""
    for entry in JournalEntry.objects.filter(postings=None).order_by("id"):
        yield Breach(f"journal entry {entry.pk}", "has no lines")


@invariant("The balance of every account is the sum of its lines.")
def balances_are_sums() -> Iterator[Breach]:
    """Every account whose balance, or number of lines, is not what its lines say."""
    found = (
        AccountBalance.objects.annotate(
            total=Coalesce(Sum("account__postings__amount"), 0),
            count=Count("account__postings"),
        )
        .exclude(balance=F("total"), seq=F("count"))
        .order_by("account_id")
    )
    for row in found:
        words = f"holds {row.balance} after line {row.seq}, its {row.count} lines say {row.total}"
        yield Breach(f"account {row.account_id}", words)


@invariant("The lines of every account are numbered without a gap, with the balance after each.")
def running_balances_are_whole() -> Iterator[Breach]:
    """The first wrong line of every account."""
    numbered = Posting.objects.annotate(
        number=Window(RowNumber(), partition_by="account_id", order_by="account_seq"),
        running=Window(Sum("amount"), partition_by="account_id", order_by="account_seq"),
    )
    wrong = numbered.filter(~Q(account_seq=F("number")) | ~Q(balance_after=F("running")))
    seen: set[object] = set()
    for line in wrong.order_by("account_id", "account_seq"):
        if line.account_id not in seen:
            seen.add(line.account_id)
            words = f"line {line.account_seq} says {line.balance_after}, should be {line.running}"
            yield Breach(f"account {line.account_id}", words)


@invariant("Every line bears the day of its entry, and the unit of its account.")
def lines_bear_the_day_of_their_entry() -> Iterator[Breach]:
    """Every line that is dated or counted otherwise."""
    wrong = Posting.objects.exclude(
        effective_on=F("entry__effective_on"), unit_id=F("account__unit_id")
    )
    for line in wrong.order_by("entry_id", "account_id"):
        yield Breach(
            f"journal entry {line.entry_id}", f"its line on {line.account_id} is not its own"
        )


@invariant("The sums of every account and month are those of its lines.")
def months_are_sums() -> Iterator[Breach]:
    """Every month of an account whose sums are not what its lines say, or that is missing."""
    said = {(row.account_id, row.month): row for row in AccountMonth.objects.all()}
    lines = (
        Posting.objects.annotate(month=TruncMonth("effective_on"))
        .values("account_id", "month")
        .annotate(
            added=Coalesce(Sum("amount", filter=Q(amount__gt=0)), 0),
            taken=Coalesce(-Sum("amount", filter=Q(amount__lt=0)), 0),
            count=Count("amount"),
        )
    )
    found = {(row["account_id"], row["month"]): row for row in lines}
    for key in sorted(said.keys() | found.keys()):
        row, truth = said.get(key), found.get(key, {"added": 0, "taken": 0, "count": 0})
        told = (row.added, row.taken, row.count) if row else (0, 0, 0)
        if told != (truth["added"], truth["taken"], truth["count"]):
            words = f"{key[1]:%Y-%m} says {told}, its lines {tuple(truth.values())[-3:]}"
            yield Breach(f"account {key[0]}", words)


@invariant("What came in and went out by month is what the entries brought and took.")
def flows_are_sums() -> Iterator[Breach]:
    """Every unit and month whose flows are not those of its entries."""
    rows = AccountMonth.objects.values("account__unit__code", "month").annotate(
        came=Sum("came_in"), went=Sum("went_out")
    )
    said = {(row["account__unit__code"], row["month"]): (row["came"], row["went"]) for row in rows}
    nets = (
        Posting.objects.filter(account__kind__in=HELD)
        .annotate(month=TruncMonth("effective_on"))
        .values("unit__code", "month", "entry_id")
        .annotate(net=Sum("amount"))
    )
    found = dict.fromkeys(said, (0, 0))
    for row in nets.iterator():
        key = (row["unit__code"], row["month"])
        came, went = found.get(key, (0, 0))
        found[key] = (came + max(row["net"], 0), went + max(-row["net"], 0))
    for key in sorted(said.keys() | found.keys()):
        if said.get(key, (0, 0)) != found.get(key, (0, 0)):
            words = f"say {said.get(key, (0, 0))}, the entries {found.get(key, (0, 0))}"
            yield Breach(f"flows of {key[0]} in {key[1]:%Y-%m}", words)


@invariant("Nothing was dated into a month after it was closed.")
def closed_months_stay() -> Iterator[Breach]:
    """Every entry that was posted into a closed month."""
    for close in PeriodClose.objects.all():
        late = JournalEntry.objects.filter(
            effective_on__lt=months.after(close.month), posted_at__gt=close.closed_at
        )
        for entry in late.order_by("id"):
            yield Breach(f"journal entry {entry.pk}", f"lies in {close.month:%Y-%m}, closed before")


@invariant("A reversal carries exactly the opposite lines of its entry.")
def reversals_restore() -> Iterator[Breach]:
    """Every account on which an entry and its reversal together are not zero."""
    found = (
        Posting.objects.annotate(story=Coalesce("entry__reverses_id", "entry_id"))
        .filter(Q(entry__reverses__isnull=False) | Q(entry__reversed_by__isnull=False))
        .values("story", "account_id")
        .annotate(net=Sum("amount"))
        .exclude(net=0)
        .order_by("story", "account_id")
    )
    for row in found:
        yield Breach(f"journal entry {row['story']}", f"with its reversal leaves {row['net']}")
