"""Money as people write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules.money import TEXT_LENGTH_MAX, UnreadableAmountError, read
from commonpurse.ledger.rules.units import currency_scale


class AmountField(forms.CharField):
    """Text in, whole minor units out; `12.50`, `12,50` and `1,250` are read alike everywhere."""

    scale = 2

    def __init__(self, **kwargs: Any) -> None:
        """As a text field with the keyboard for numbers."""
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=TEXT_LENGTH_MAX, widget=widget, **kwargs)

    def clean(self, value: object) -> int | None:
        """The minor units, above zero."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read(text, self.scale)
        except UnreadableAmountError as error:
            words = _("This is not an amount of money. Write it like 12.50.")
            raise forms.ValidationError(words, code="unreadable") from error
        if amount <= 0:
            raise forms.ValidationError(_("The amount has to be above zero."), code="not-positive")
        return amount


class AmountForm(forms.Form):
    """A form with an amount in one currency."""

    amount = AmountField(label=_("How much?"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        """`currency` decides how many digits stand behind the point."""
        super().__init__(*args, **kwargs)
        field = self.fields["amount"]
        if isinstance(field, AmountField):
            field.scale = currency_scale(currency)
