"""What happened, in the reader's words: kinds of entries and names of accounts."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules.accounts import AccountKind, Group
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

GROUP_NAMES: Mapping[Group, object] = {
    Group.PURSE: _("In the purse"),
    Group.FUNDS: _("In funds, each for its own purpose"),
    Group.OUTSIDE: _("Outside: where money came from and went"),
    Group.OTHER: _("Other accounts"),
}

ABOUT_ACCOUNTS: Mapping[AccountKind, object] = {
    AccountKind.PURSE: _("What is in the common purse and not promised, kept or set aside."),
    AccountKind.FUND: _("Money kept for one purpose, beside the common purse."),
    AccountKind.RESERVE: _("What stays in the purse whatever happens."),
    AccountKind.COMMITMENT: _("Money that was decided on and is not paid yet."),
    AccountKind.SET_ASIDE: _("Money kept for single needs until it suffices."),
    AccountKind.EXTERNAL: _(
        "Outside the purse: a minus is what came from there, a plus what went."
    ),
}

KIND_NAMES: Mapping[EntryKind, object] = {
    EntryKind.OPENING: _("What was there at the start"),
    EntryKind.CONTRIBUTION: _("Contributions"),
    EntryKind.GIFT: _("Gifts"),
    EntryKind.SPEND: _("Spends"),
    EntryKind.NEED_PAYMENT: _("Paid for needs"),
    EntryKind.PROMISE: _("Promised for payments"),
    EntryKind.PROMISE_BACK: _("Promised money came back"),
    EntryKind.NEED_PROMISE_BACK: _("Promised for needs, came back"),
    EntryKind.SET_ASIDE: _("Set aside for needs"),
    EntryKind.RELEASE: _("No longer set aside"),
    EntryKind.RESERVE: _("Moved to the reserve"),
    EntryKind.FUND_IN: _("Put into a fund"),
    EntryKind.FUND_OUT: _("Taken out of a fund"),
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
        EntryKind.NEED_PROMISE_BACK: ngettext(
            "Promised for a need, came back", "Promised for %(count)s needs, came back", n
        ),
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
        EntryKind.FUND_IN: gettext("Put into a fund"),
        EntryKind.FUND_OUT: gettext("Taken out of a fund"),
    }
    return {str(known): text for known, text in words.items()}.get(kind, kind)
