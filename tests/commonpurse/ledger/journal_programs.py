"""The programs that must accept our journals, run for real, and what they make of the balances."""

import csv
import io
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction

NO_HLEDGER = "hledger is not installed: its check was left out"
HLEDGER = shutil.which("hledger")
BEAN_CHECK = Path(sys.executable).with_name("bean-check")
# By the program's name of an account: what it holds in each commodity, nothing where it is zero.
Balances = dict[str, dict[str, Decimal]]

needs_hledger = pytest.mark.skipif(HLEDGER is None, reason=NO_HLEDGER)


def bean_check(journal: str, folder: Path) -> None:
    """`bean-check` says nothing, and so agrees with every balance assertion."""
    path = folder / "books.beancount"
    path.write_text(journal, encoding="utf-8")
    done = subprocess.run([BEAN_CHECK, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, ""), done.stderr[:2_000]


def bean_entries(journal: str) -> list[Transaction]:
    """The transactions as beancount reads them."""
    entries, errors, _ = loader.load_string(journal)
    assert errors == []
    return [entry for entry in entries if isinstance(entry, Transaction)]


def bean_balances(journal: str) -> Balances:
    """What beancount reckons for each account alone, without those below it."""
    found: Balances = {}
    for entry in bean_entries(journal):
        for posting in entry.postings:
            assert posting.units is not None
            assert posting.units.number is not None
            held = found.setdefault(posting.account, {})
            before = held.get(posting.units.currency, Decimal(0))
            held[posting.units.currency] = before + posting.units.number
    return without_zeros(found)


def without_zeros(balances: Balances) -> Balances:
    """Only what is there: an account at zero is left out."""
    kept = {
        name: {unit: number for unit, number in held.items() if number}
        for name, held in balances.items()
    }
    return {name: held for name, held in kept.items() if held}


def hledger(journal: str, *words: str) -> str:
    """What `hledger` prints for the journal; it must be content."""
    assert HLEDGER is not None, NO_HLEDGER
    done = subprocess.run(
        [HLEDGER, "-f", "-", *words],
        input=journal,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[:2_000]
    return done.stdout


def hledger_balances(journal: str) -> Balances:
    """What hledger reckons for each account alone, from its own CSV."""
    found: Balances = {}
    rows = csv.reader(io.StringIO(hledger(journal, "balance", "-N", "--flat", "-O", "csv")))
    for account, balance in list(rows)[1:]:
        for part in balance.split(", "):
            if part != "0":
                number, unit = part.split(" ")
                found.setdefault(account, {})[unit.strip('"')] = Decimal(number)
    return found
