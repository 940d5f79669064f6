"""A year of the demo's history, taken along in every format and read by other programs."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction

from commonpurse.demo import history
from commonpurse.demo_figures import FIGURES
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries import book_files, books
from commonpurse.ledger.queries.book_files import BookFile, Format
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE, EntryKind
from commonpurse.ledger.rules.statement import FOLDED_MIN
from tests.cast import stepped_up
from tests.commonpurse.ledger import journal_programs as programs
from tests.commonpurse.ledger.sheets import sheets
from unions.demo import Story, settle
from unions.rights import Office
from unions.tenancy.scopes import union_scope

EVENING = "2026-11-25"
# The second one holds euros too, and has changed some of them into pounds.
SLUGS = {"harbour-lights": ("GBP",), "millrace": ("EUR", "GBP")}
# What beancount and hledger call the accounts of a purse.
NAMES = {
    "purse": "Assets:Purse:{unit}",
    "reserve": "Assets:Reserve:{unit}",
    "commitment": "Assets:Promised:{unit}",
    "set_aside": "Assets:Set-Aside:{unit}",
    "bank": "Equity:Outside:Bank-{unit}",
    "cash": "Equity:Outside:Cash-{unit}",
    "trading": "Equity:Exchange:{unit}",
}
Hidden = frozenset[EntryKind]
pytestmark = pytest.mark.usefixtures("db")
each_reader = pytest.mark.parametrize("hidden", [NOTHING_HIDDEN, PRIVATE], ids=["keeper", "member"])


@dataclass
class Year:
    """A union after a year: what each account holds by the books, in smallest parts."""

    story: Story
    holds: dict[str, int] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    lines: int = 0

    @property
    def slug(self) -> str:
        """The union's."""
        return self.story.union.slug

    @property
    def units(self) -> tuple[str, ...]:
        """What it holds."""
        return SLUGS[self.slug]

    def file(self, form: Format, hidden: Hidden) -> BookFile:
        """The file of the whole year."""
        period = books.span()
        assert period is not None
        name = self.story.union.name
        return book_files.file(form, period, slug=self.slug, name=name, hidden=hidden)

    def text(self, form: Format, hidden: Hidden) -> str:
        """What stands in it."""
        with union_scope(self.story.union.id):
            return "".join(str(piece) for piece in self.file(form, hidden).content)

    def named(self) -> programs.Balances:
        """What the accounts hold, as other programs would say it."""
        held = {}
        for code, amount in self.holds.items():
            word, unit = code.split(".")[0], code.split(".")[1].upper()
            held[NAMES[word].format(unit=unit)] = {unit: Decimal(amount).scaleb(-2)}
        return programs.without_zeros(held)

    def left_over(self, unit: str) -> int:
        """What all accounts of a unit hold together."""
        return sum(n for code, n in self.holds.items() if code.endswith(f".{unit.lower()}"))


@pytest.fixture(scope="module", params=list(SLUGS))
def year(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[Year]:
    """Told once, inside a transaction that is thrown away."""
    slug = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(f"{EVENING} 19:00", tick=False):
            story = settle(slug=slug, today=date.fromisoformat(EVENING), seed=7)
            year = Year(story)
            with union_scope(story.union.id):
                keepers = story.holding(Office.KEEPER)
                history(story=story, keepers=keepers, figures=FIGURES[slug])
                found = AccountBalance.objects.values_list("account__code", "balance")
                year.holds = dict(found)
                hidden = JournalEntry.objects.filter(kind__in=PRIVATE)
                year.private = {str(entry_id) for entry_id in hidden.values_list("id", flat=True)}
                year.lines = Posting.objects.count()
        with stepped_up() as cursor:
            # As autovacuum does in real use; it cannot see what is thrown away.
            cursor.execute("ANALYZE commonpurse_posting, commonpurse_journalentry")
        yield year
        transaction.set_rollback(True)


@pytest.fixture
def db(django_db_blocker: Any) -> Iterator[None]:
    """Opens the database to a test whose transaction is the year's."""
    with django_db_blocker.unblock():
        yield


@each_reader
def test_bean_check_accepts_the_year_and_reckons_as_we_do(
    year: Year, hidden: Hidden, tmp_path: Path
) -> None:
    journal = year.text(Format.BEANCOUNT, hidden)
    programs.bean_check(journal, tmp_path)
    assert programs.bean_balances(journal) == year.named()
    assert [year.left_over(unit) for unit in year.units] == [0] * len(year.units)
    # Purse, reserve and bank of pounds; purse and bank of euros, and where both were exchanged.
    assert len(year.named()) == {"harbour-lights": 3, "millrace": 7}[year.slug]


@programs.needs_hledger
@each_reader
def test_hledger_accepts_the_year_and_reckons_as_we_do(year: Year, hidden: Hidden) -> None:
    journal = year.text(Format.HLEDGER, hidden)
    programs.hledger(journal, "check", "--strict", "ordereddates")
    assert programs.hledger_balances(journal) == year.named()


@each_reader
def test_json_leads_to_what_the_accounts_hold(year: Year, hidden: Hidden) -> None:
    found = json.loads(year.text(Format.JSON, hidden))
    held = {account["code"]: account["opening"] for account in found["accounts"]}
    for entry in found["entries"]:
        for line in entry["lines"]:
            held[line["account"]] += line["amount"]
    closing = {account["code"]: account["closing"] for account in found["accounts"]}
    # The database opens accounts by its own clock: without lines one may be too young for the year.
    too_young = {code: held for code, held in year.holds.items() if code not in closing}
    assert not any(too_young.values())
    assert {**held, **too_young} == {**closing, **too_young} == year.holds


@each_reader
def test_csv_adds_up_to_what_the_accounts_hold(year: Year, hidden: Hidden) -> None:
    held = dict.fromkeys(year.holds, Decimal(0))
    rows = list(csv.DictReader(io.StringIO(year.text(Format.LINES_CSV, hidden), newline="")))
    for row in rows:
        held[row["account"]] += Decimal(row["amount"])
    assert {code: int(amount.scaleb(2)) for code, amount in held.items()} == year.holds
    assert (len(rows) == year.lines) is not bool(hidden)


@each_reader
def test_spreadsheet_adds_up_to_what_the_accounts_hold(year: Year, hidden: Hidden) -> None:
    with union_scope(year.story.union.id):
        (content,) = year.file(Format.XLSX, hidden).content
    assert isinstance(content, bytes)
    found = sheets(content)
    assert list(found) == ["Summary", "Accounts", "Journal"]
    # Accounts of one kind are called alike; their unit tells them apart.
    codes = {(row[1].value, row[3].value): row[0].value for row in found["Accounts"].rows[1:]}
    held = dict.fromkeys(year.holds, Decimal(0))
    for row in found["Journal"].rows[1:]:
        held[codes[row[4].value, row[6].value]] += Decimal(row[5].value)
    assert {code: int(amount.scaleb(2)) for code, amount in held.items()} == year.holds


def test_keepers_get_every_entry_and_members_no_private_one(year: Year) -> None:
    whole = json.loads(year.text(Format.JSON, NOTHING_HIDDEN))["entries"]
    assert year.private <= {entry["id"] for entry in whole}
    assert len(year.private) > 300
    for form in Format:
        if form is not Format.XLSX:
            text = year.text(form, PRIVATE)
            assert not [entry_id for entry_id in year.private if entry_id in text]


def test_no_sum_that_members_get_is_one_persons(year: Year) -> None:
    entries = json.loads(year.text(Format.JSON, PRIVATE))["entries"]
    folded = [entry for entry in entries if entry["private"]]
    assert all(entry["entries"] >= FOLDED_MIN for entry in folded)
    assert sum(entry["entries"] for entry in folded) == len(year.private)
    assert not any(entry["by"] or entry["id"] or entry["reverses"] for entry in folded)
    # What somebody gave stands nowhere, be it by chance: the demo gives everybody another sum.
    whole = json.loads(year.text(Format.JSON, NOTHING_HIDDEN))["entries"]
    single = {
        line["amount"] for entry in whole if entry["id"] in year.private for line in entry["lines"]
    }
    assert not single & {line["amount"] for entry in folded for line in entry["lines"]}


def test_the_mistake_and_its_reversal_are_linked(year: Year) -> None:
    entries = json.loads(year.text(Format.JSON, PRIVATE))["entries"]
    (back,) = (entry for entry in entries if entry["kind"] == "reversal")
    (old,) = (entry for entry in entries if entry["id"] == back["reverses"])
    assert old["reversed_by"] == back["id"]
    assert back["title"] == "Reversal: entered twice"
    assert [(line["account"], -line["amount"]) for line in old["lines"]] == [
        (line["account"], line["amount"]) for line in back["lines"]
    ]


@pytest.mark.parametrize(
    ("form", "ending"),
    [
        (Format.XLSX, "xlsx"),
        (Format.BEANCOUNT, "beancount"),
        (Format.HLEDGER, "journal"),
        (Format.ENTRIES_CSV, "entries.csv"),
        (Format.LINES_CSV, "lines.csv"),
        (Format.JSON, "json"),
    ],
)
def test_a_file_is_named_for_its_union_and_months(year: Year, form: Format, ending: str) -> None:
    with union_scope(year.story.union.id):
        file = year.file(form, PRIVATE)
    assert file.name == f"{year.slug}-2025-11-2026-11.{ending}"
