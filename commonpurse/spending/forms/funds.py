"""What keepers fill in about funds."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.amounts import AmountForm
from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from commonpurse.ledger.rules.funds import NAME_LENGTH_MAX, PURPOSE_LENGTH_MAX

FREE, RESTRICTED = "free", "restricted"


class FundForm(forms.Form):
    """A new fund."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=NAME_LENGTH_MAX,
        help_text=_("Short, like “Roof” or “Winter stores”."),
    )
    purpose = forms.CharField(label=_("What is it for?"), max_length=PURPOSE_LENGTH_MAX)
    use = forms.ChoiceField(
        label=_("May the money be used for something else?"),
        choices=[
            (FREE, _("Yes, if keepers take it out\nand say in the books what for")),
            (RESTRICTED, _("No, for its purpose only\nit goes out by a payment from the fund")),
        ],
        initial=FREE,
        widget=forms.RadioSelect,
    )

    @property
    def restricted(self) -> bool:
        """Whether the money serves the purpose only."""
        return bool(self.cleaned_data["use"] == RESTRICTED)


class FundMoveForm(AmountForm):
    """How much goes in or out, and what for."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(label=_("What for?"), max_length=WORDS_LENGTH_MAX)
    unit = forms.ChoiceField(label=_("In which currency?"), required=False)
    field_order = ("client_id", "unit", "amount", "words")

    def __init__(
        self, *args: Any, currency: str, currencies: tuple[str, ...], **kwargs: Any
    ) -> None:
        """`currencies` are those that the purse has accounts in; `currency` is the union's."""
        known = currencies or (currency,)
        data = args[0] if args else None
        chosen = (data or {}).get("unit")
        self.currency = chosen if chosen in known else currency
        super().__init__(*args, currency=self.currency, **kwargs)
        self.has_currencies = len(known) > 1
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(unit, unit) for unit in known]
            field.initial = currency
