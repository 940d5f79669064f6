"""What is typed around a round."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from unions.tenancy.ids import uuid7

TITLE_CHARS_MAX = 80
REASON_CHARS_MAX = 500


class _SentOnce(forms.Form):
    """A form with the sender's number, so that a repeated send counts once."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid7())

    def clean_client_id(self) -> UUID:
        """The sender's number; a fresh one where none was sent."""
        found: UUID | None = self.cleaned_data["client_id"]
        return found or uuid7()


class StartForm(_SentOnce):
    """The name of a round."""

    title = forms.CharField(
        label=_("What shall the round be called?"),
        help_text=_("For example: November round."),
        max_length=TITLE_CHARS_MAX,
        error_messages={"required": _("A round needs a name.")},
    )


class ObjectForm(_SentOnce):
    """A reason."""

    words = forms.CharField(
        label=_("What speaks against it?"),
        error_messages={"required": _("An objection needs its reason. Nothing was sent.")},
        max_length=REASON_CHARS_MAX,
        widget=forms.Textarea({"rows": 3}),
    )
