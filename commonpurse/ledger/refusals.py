"""What the books refuse, each by its name."""

from django.utils.translation import gettext_lazy as _

from commonpurse.refusals import PurseRefused
from unions.refusals import Clash


class Unbalanced(PurseRefused):
    """The lines of an entry do not sum to zero in each unit."""

    code = "unbalanced"
    message = _("The lines do not add up to zero. Nothing was written.")


class KeyUsed(PurseRefused, Clash):
    """The key stands for another request."""

    code = "key-used"
    message = _("This was sent before with other content. Nothing was written a second time.")


class UnknownAccount(PurseRefused):
    """A line names an account that is unknown here, closed, or named twice."""

    code = "unknown-account"
    message = _("One of the accounts is not open in these books. Nothing was written.")


class BadLines(PurseRefused):
    """Too few lines, too many, or an amount that cannot be a line."""

    code = "bad-lines"
    message = _("These amounts cannot be entered. Nothing was written.")


class BadDay(PurseRefused):
    """The day lies outside what the books cover."""

    code = "bad-day"
    message = _("This day is outside of what the books cover. Nothing was written.")


class DayNotCome(BadDay):
    """Something would have happened on a day that lies ahead."""

    code = "day-not-come"
    message = _("This day has not come yet.")


class TooMany(PurseRefused):
    """More entries or lines at once than one batch takes."""

    code = "too-many"
    message = _("These are too many entries at once. Nothing was written. Send them in parts.")


class MonthClosed(PurseRefused):
    """The day lies in a month that is closed."""

    code = "month-closed"
    message = _(
        "The books of this month are closed. Nothing was written. Choose a day in an open month."
    )


class MonthNotOver(PurseRefused):
    """Only a month that is over can be closed."""

    code = "month-not-over"
    message = _("This month is not over yet, so it stays open. Close it once it has ended.")


class MixedHours(PurseRefused):
    """Hours stand beside another unit in one entry."""

    code = "mixed-hours"
    message = _("Hours never stand beside money or goods in one entry. Nothing was written.")


class BadKey(PurseRefused):
    """The key is empty, too long, or no text that can be kept."""

    code = "bad-key"
    message = _("This was sent without a key that makes it known again. Nothing was written.")


class BadText(PurseRefused):
    """A text is empty or too long for its place, or holds signs that cannot be kept."""

    code = "bad-text"
    message = _("This text cannot be kept as it is. Nothing was written.")


class UnknownUnit(PurseRefused):
    """The unit is unknown here."""

    code = "unknown-unit"
    message = _("This unit is not open in these books. Nothing was written.")


class UnknownFund(PurseRefused):
    """The fund is unknown here."""

    code = "unknown-fund"
    message = _("This fund is not known in these books. Nothing was written.")


class SameUnit(PurseRefused):
    """Both sides of an exchange count in one unit."""

    code = "same-unit"
    message = _("Both accounts count in the same unit. Move between them without an exchange.")


class BadUnit(PurseRefused):
    """The code or the digits are none that a unit of this kind can have."""

    code = "bad-unit"
    message = _(
        "A unit goes by a short word in small letters, and money by the three letters and the "
        "digits of its currency. Nothing was written."
    )


class UnitTaken(PurseRefused):
    """The code stands for another unit already."""

    code = "unit-taken"
    message = _("A unit of this name is there already, with other digits. Nothing was written.")


class PurseTooSmall(PurseRefused):
    """An account would fall below its floor."""

    code = "purse-too-small"
    message = _("There is not enough in the purse for this. Nothing was written.")


class AccountNotEmpty(PurseRefused):
    """Only an empty account can be closed."""

    code = "account-not-empty"
    message = _("This account still holds something, so it stays open.")


class NotReversible(PurseRefused):
    """The entry is a reversal, was reversed before, or is unknown here."""

    code = "not-reversible"
    message = _("This cannot be taken back: it was taken back before, or it takes back another.")


class TooManyLines(PurseRefused):
    """The books of these months are more than one file may hold."""

    code = "too-many-lines"
    message = _("There are too many lines in these months for one file. Choose fewer months.")


class AlreadyReversed(NotReversible):
    """The entry was reversed before."""

    code = "already-reversed"
    message = _("This was taken back before. Nothing was written.")


class IsReversal(NotReversible):
    """A reversal is not reversed."""

    code = "is-reversal"
    message = _("This takes another entry back. If that was right after all, it is entered anew.")


class NoReason(NotReversible):
    """A reversal without a reason."""

    code = "no-reason"
    message = _("Please say why, so that people can understand it.")


class UndoneElsewhere(NotReversible):
    """The entry came about through a payment, a promise of money, or money kept for a need."""

    code = "undone-elsewhere"
    message = _("This is taken back where it came from, so that both stay in step.")


class OwnEntry(NotReversible):
    """Above the limit whoever entered it does not take it back alone."""

    code = "own-entry"
    message = _(
        "You entered this yourself, and it is above the limit: another keeper takes it back."
    )


class AccountClosed(NotReversible):
    """One of the entry's accounts is closed."""

    code = "account-closed"
    message = _("One of its accounts is closed, so nothing can be written there any more.")


class GoneOutSince(PurseTooSmall):
    """What came in by the entry is not there any more."""

    code = "gone-out-since"
    message = _("What came in has gone out since. Nothing was written.")


class ReversalTooEarly(BadDay):
    """A reversal before the entry that it takes back."""

    code = "too-early"
    message = _("An entry cannot be taken back before its own day.")


class OtherUnion(PurseRefused):
    """The books of another union were asked for."""

    code = "other-union"
    message = _("These books belong to another union.")


class FundExists(PurseRefused):
    """Another fund bears this name, or did."""

    code = "fund-exists"
    message = _("A fund of this name is there already, or was. Choose another name.")


class FundClosed(PurseRefused):
    """The fund is closed."""

    code = "fund-closed"
    message = _("This fund is closed, so nothing moves in it any more.")
