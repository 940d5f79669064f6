"""What happened, in the reader's words: kinds of entries and names of accounts."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entry_kinds import EntryKind

ACCOUNT_NAMES: Mapping[AccountKind, object] = {
    AccountKind.PURSE: _("Common purse"),
    AccountKind.FUND: _("Fund"),
    AccountKind.RESERVE: _("Reserve"),
    AccountKind.COMMITMENT: _("Promised"),
    AccountKind.SET_ASIDE: _("Set aside"),
    AccountKind.RECEIVABLE: _("Pledges to come"),
    AccountKind.DUES: _("Dues"),
    AccountKind.ADVANCE: _("Paid ahead by a member"),
    AccountKind.SURPLUS: _("Surplus of an enterprise"),
    AccountKind.EXTERNAL: _("Bank and cash"),
    AccountKind.INCOME: _("Income"),
    AccountKind.EXPENSE: _("Expense"),
    AccountKind.TRADING: _("Exchange between units"),
}

KIND_NAMES: Mapping[EntryKind, object] = {
    EntryKind.OPENING: _("What was there at the start"),
    EntryKind.CONTRIBUTION: _("Contributions"),
    EntryKind.GIFT: _("Gifts"),
    EntryKind.SPEND: _("Spends"),
    EntryKind.NEED_PAYMENT: _("Paid for needs"),
    EntryKind.PROMISE: _("Promised for payments"),
    EntryKind.PROMISE_BACK: _("Promised money came back"),
    EntryKind.SET_ASIDE: _("Set aside for needs"),
    EntryKind.RELEASE: _("No longer set aside"),
    EntryKind.RESERVE: _("Moved to the reserve"),
    EntryKind.REVERSAL: _("Reversals"),
    EntryKind.EXCHANGE: _("Exchanges between units"),
}


def account_name(*, kind: AccountKind, code: str, name: str) -> str:
    """What an account is called: its own name, else what its kind says."""
    if name:
        return name
    if code.startswith("cash."):
        return gettext("Cash")
    if code.startswith("bank."):
        return gettext("Bank")
    return str(ACCOUNT_NAMES[kind])


def title(*, kind: str, count: int, words: str) -> str:
    """What an entry, or `count` like ones together, did."""
    if kind == EntryKind.REVERSAL:
        return gettext("Reversal: %(why)s") % {"why": words} if words else gettext("Reversal")
    return words or _counted(kind, count) or _plain(kind)


def _counted(kind: str, n: int) -> str:
    words = {
        EntryKind.CONTRIBUTION: ngettext("Contribution", "Contributions, %(count)s shares", n),
        EntryKind.NEED_PAYMENT: ngettext("Paid for a need", "Paid for %(count)s needs", n),
        EntryKind.PROMISE: ngettext("Promised for a payment", "Promised for %(count)s payments", n),
        EntryKind.SET_ASIDE: ngettext("Set aside for a need", "Set aside for %(count)s needs", n),
    }
    found = {str(known): text for known, text in words.items()}.get(kind, "")
    return found % {"count": n}


def _plain(kind: str) -> str:
    words = {
        EntryKind.OPENING: gettext("What was there at the start"),
        EntryKind.GIFT: gettext("Gift"),
        EntryKind.SPEND: gettext("Spend"),
        EntryKind.PROMISE_BACK: gettext("Promised money came back"),
        EntryKind.RELEASE: gettext("No longer set aside"),
        EntryKind.RESERVE: gettext("Moved to the reserve"),
        EntryKind.EXCHANGE: gettext("Exchange between units"),
    }
    return {str(known): text for known, text in words.items()}.get(kind, kind)
