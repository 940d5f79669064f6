"""How a no is named: every refusal says what happened, in words for the reader."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule said no; nothing was changed. `code` is for programs, `message` for people."""

    code = "refused"
    message = _("That is not possible now. Nothing was changed.")

    def __init__(self, message: object = None, *, right: str | None = None) -> None:
        self.words = message or self.message
        self.right = right
        super().__init__(str(self.words))

    def __str__(self) -> str:
        """The sentence in the reader's language."""
        return str(self.words)


class NotYours(Refused):
    """The reader does not hold the right."""

    code = "not-yours"
    message = _("This needs an office that you do not hold. Nothing was changed.")


class NotFound(Refused):
    """There is no such row in this union."""

    code = "not-found"
    message = _("There is nothing here.")


class Clash(Refused):
    """The same key came before with other content."""

    code = "key-used"
    message = _("This was sent before with other content. Nothing was written a second time.")


class KeyMissing(Refused):
    """A program wrote without a key of its own."""

    code = "key-missing"
    message = _(
        "Send the header Idempotency-Key with every write: up to 100 letters, digits or signs of "
        "your own, the same ones when you repeat it. Nothing was changed."
    )
