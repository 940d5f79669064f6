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
