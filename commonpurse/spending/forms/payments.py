"""What keepers fill in on the payments desk."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.amounts import AmountForm
from commonpurse.spending.models.payment import WORDS_LENGTH_MAX


class SpendForm(AmountForm):
    """What the purse shall pay for."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(label=_("What is it for?"), max_length=WORDS_LENGTH_MAX)
    payee_words = forms.CharField(
        label=_("Who gets the money?"), max_length=WORDS_LENGTH_MAX, required=False
    )
    field_order = ("client_id", "words", "payee_words", "amount")


class RefusalForm(forms.Form):
    """Why it is not paid."""

    why = forms.CharField(label=_("Why not?"), max_length=WORDS_LENGTH_MAX)
