"""What a reader asks of the journal; it stands in the address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.amounts import AmountField
from commonpurse.ledger.forms.days import DayField
from commonpurse.ledger.queries import account_names, funds, units
from commonpurse.ledger.queries.account_names import AccountName
from commonpurse.ledger.queries.stories import KIND_NAMES
from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from commonpurse.ledger.rules.journal import Place, UnreadablePlaceError, Wanted, read_place

ANY = ("", _("Any"))


@dataclass(frozen=True, slots=True)
class AmountUnit:
    """What amounts are asked for in; `scale` digits stand behind the point."""

    unit: str
    scale: int


class JournalForm(forms.Form):
    """The filters, each of which may stay empty."""

    from_on = DayField(label=_("From"), required=False)
    to_on = DayField(label=_("To"), required=False)
    kind = forms.ChoiceField(label=_("What kind?"), required=False)
    account = forms.TypedChoiceField(
        label=_("Account"), required=False, coerce=UUID, empty_value=None
    )
    fund = forms.TypedChoiceField(label=_("Fund"), required=False, coerce=UUID, empty_value=None)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    amount_from = AmountField(label=_("Amount from"), required=False)
    amount_to = AmountField(label=_("Amount to"), required=False)
    words = forms.CharField(label=_("Words"), required=False, max_length=WORDS_LENGTH_MAX)
    pairs = forms.BooleanField(label=_("Only reversals and what they reverse"), required=False)
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        """`currency` is the unit that amounts are in while no unit is chosen."""
        super().__init__(*args, **kwargs)
        known = {unit.unit: unit.scale for unit in units.every()}
        named = funds.fund_names()
        self.has_units, self.has_funds = len(known) > 1, bool(named)
        self._offer("kind", [(kind.value, name) for kind, name in KIND_NAMES.items()])
        self._offer("account", [(str(a.id), self._called(a)) for a in account_names.every()])
        self._offer("fund", [(str(fund_id), name) for fund_id, name in named])
        self._offer("unit", [(unit, unit) for unit in known])
        chosen = self.data.get("unit")
        self.amount_unit = chosen if chosen in known else currency
        scale = known.get(self.amount_unit, AmountField.scale)
        self.amount_in = AmountUnit(self.amount_unit, scale)
        for name in ("amount_from", "amount_to"):
            field = self.fields[name]
            if isinstance(field, AmountField):
                field.scale = scale

    @property
    def filters(self) -> bool:
        """Whether anything is asked for, well formed or not."""
        return any(self.data.get(name) for name in self.fields if name != "after")

    def clean(self) -> dict[str, Any]:
        """No span ends before it begins."""
        data = super().clean() or self.cleaned_data
        if self._crossed("from_on", "to_on"):
            self.add_error("to_on", _("This day lies before the first one."))
        if self._crossed("amount_from", "amount_to"):
            self.add_error("amount_to", _("This amount is smaller than the first one."))
        return data

    def clean_after(self) -> Place | None:
        """Where the page begins; None for the newest."""
        text = self.cleaned_data["after"]
        try:
            return read_place(text) if text else None
        except UnreadablePlaceError as error:
            words = _("This page of the journal cannot be found. Begin with the newest.")
            raise forms.ValidationError(words, code="unreadable") from error

    def _crossed(self, first: str, last: str) -> bool:
        data = self.cleaned_data
        if data.get(first) is None or data.get(last) is None:
            return False
        return bool(data[last] < data[first])

    def wanted(self) -> Wanted:
        """What is asked for, once it is well formed."""
        data = self.cleaned_data
        return Wanted(
            from_on=data["from_on"],
            to_on=data["to_on"],
            kind=data["kind"],
            account_id=data["account"],
            fund_id=data["fund"],
            unit=data["unit"],
            amount_unit=self.amount_unit,
            amount_from=data["amount_from"],
            amount_to=data["amount_to"],
            words=data["words"],
            only_pairs=data["pairs"],
        )

    def after_place(self) -> Place | None:
        """Where the page begins; None for the newest."""
        place: Place | None = self.cleaned_data["after"]
        return place

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [ANY, *choices]
            field.error_messages["invalid_choice"] = _("There is no such thing to choose here.")

    def _called(self, account: AccountName) -> str:
        return f"{account.name}, {account.unit}" if self.has_units else account.name
