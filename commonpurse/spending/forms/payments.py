"""What keepers fill in on the payments desk."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.amounts import AmountForm
from commonpurse.ledger.queries import funds as queries
from commonpurse.spending.models.payment import WORDS_LENGTH_MAX


class SpendForm(AmountForm):
    """What the purse shall pay for."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(label=_("What is it for?"), max_length=WORDS_LENGTH_MAX)
    payee_words = forms.CharField(
        label=_("Who gets the money?"), max_length=WORDS_LENGTH_MAX, required=False
    )
    fund = forms.TypedChoiceField(
        label=_("Out of which money?"), required=False, coerce=UUID, empty_value=None
    )
    field_order = ("client_id", "words", "payee_words", "fund", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The common purse, or one of the open funds."""
        super().__init__(*args, **kwargs)
        funds = [(str(f.id), f.name) for f in queries.every() if not f.is_closed]
        self.has_funds = bool(funds)
        field = self.fields["fund"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("The common purse")), *funds]
            field.error_messages["invalid_choice"] = _("There is no such fund here.")


class RefusalForm(forms.Form):
    """Why it is not paid."""

    why = forms.CharField(label=_("Why not?"), max_length=WORDS_LENGTH_MAX)
