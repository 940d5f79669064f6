"""Days on which something is entered in the books."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.refusals import BadDay, MonthClosed
from commonpurse.ledger.rules.entries import EARLIEST_ON, LATEST_ON
from commonpurse.refusals import PurseRefused


class DayField(forms.DateField):
    """A day that the books cover."""

    def __init__(self, **kwargs: Any) -> None:
        """As a field of dates, within the first and the last day of all books."""
        words = _("The books cover the years 2000 to 2099.")
        validators = [MinValueValidator(EARLIEST_ON, words), MaxValueValidator(LATEST_ON, words)]
        errors = {"invalid": _("This is not a day. Write it like 2026-11-30.")}
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(validators=validators, error_messages=errors, widget=widget, **kwargs)


class DatedForm(forms.Form):
    """What is entered for a day, which is today unless somebody says otherwise."""

    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """`today` in the union's own time zone."""
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.today = today

    def say_no(self, refusal: PurseRefused) -> None:
        """Shows what the books refuse where it belongs: at the day, or above the form."""
        of_day = isinstance(refusal, BadDay | MonthClosed)
        self.add_error("on" if of_day else None, str(refusal))

    def say_once(self, refusal: PurseRefused) -> None:
        """The same, above the form, unless it stands there already."""
        if str(refusal) not in self.non_field_errors():
            self.add_error(None, str(refusal))
