"""Imports every noun of this app; read by Django and the admin only."""

from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.models.unit import Unit
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.seals.models.anchor import Anchor
from commonpurse.seals.models.epoch import Epoch
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.models.verification import Verification
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.models.set_aside import SetAside

__all__ = [
    "Account",
    "AccountBalance",
    "AccountMonth",
    "Anchor",
    "EntryNote",
    "Epoch",
    "Fund",
    "IncomingPayment",
    "JournalEntry",
    "Payment",
    "PeriodClose",
    "Pledge",
    "Posting",
    "Seal",
    "SetAside",
    "Unit",
    "Verification",
]
