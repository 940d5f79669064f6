"""On which day, and by which way, money came or went."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.days import DatedForm
from commonpurse.ledger.rules.ways import Way


class MovedMoneyForm(DatedForm):
    """The day is asked for; the button that is pressed says the way."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        """`label` asks for the day."""
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label

    def clean(self) -> dict[str, Any]:
        """One of the two buttons was pressed."""
        data = super().clean() or self.cleaned_data
        if self.data.get("way") not in list(Way):
            raise forms.ValidationError(_("Say by which way: by bank or in cash."))
        return {**data, "way": Way(self.data["way"])}
