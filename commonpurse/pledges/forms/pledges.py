"""What a member fills in who gives money, and a keeper who has seen it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.amounts import AmountField, AmountForm


class GiveForm(AmountForm):
    """One amount."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = AmountField(label=_("How much do you give?"))
