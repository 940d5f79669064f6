"""What is refused about money that programs tell, each by its name."""

from django.utils.translation import gettext_lazy as _

from commonpurse.intake.rules.incoming import Flaw
from commonpurse.refusals import PurseRefused
from unions.refusals import Clash

_FLAWS = {
    Flaw.KEY: _(
        "Item %(number)s: its key must be 1 to 100 letters, digits or signs without spaces. "
        "Nothing was written."
    ),
    Flaw.AMOUNT: _(
        "Item %(number)s: its amount must be above zero and no larger than the books can hold. "
        "Nothing was written."
    ),
    Flaw.CURRENCY: _(
        "Item %(number)s: the purse is not kept in this currency. Nothing was written."
    ),
    Flaw.DAY: _(
        "Item %(number)s: its day has not come yet, or lies before what the books cover. "
        "Nothing was written."
    ),
    Flaw.WORDS: _(
        "Item %(number)s: its words are longer than 200 signs, or some cannot be shown. "
        "Nothing was written."
    ),
}


class BadItem(PurseRefused):
    """One item of a sending cannot be kept, so none is; `number` counts from 1."""

    code = "bad-item"

    def __init__(self, number: int, flaw: Flaw) -> None:
        super().__init__(_FLAWS[flaw] % {"number": number})


class ItemKeyUsed(PurseRefused, Clash):
    """The key of an item stands for other money; `number` counts from 1."""

    code = "key-used"

    def __init__(self, number: int) -> None:
        words = _(
            "Item %(number)s: its key was sent before with other content. Nothing was written."
        )
        super().__init__(words % {"number": number})


class SendingUsed(PurseRefused, Clash):
    """The key of the sending stands for other items."""

    code = "key-used"
    message = _("This was sent before with other items. Nothing was written a second time.")


class WrongNumber(PurseRefused):
    """No item at all, or too many."""

    code = "wrong-number"
    message = _("Send between 1 and 1,000 items at once. Nothing was written.")


class NoReason(PurseRefused):
    """Put aside without a reason."""

    code = "no-reason"
    message = _("Please say why, so that people can understand it.")
