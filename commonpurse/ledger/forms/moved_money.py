"""On which day, and by which way, money came or went."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commonpurse.ledger.forms.journal import DayField
from commonpurse.ledger.refusals import BadDay, MonthClosed
from commonpurse.ledger.rules.ways import Way
from commonpurse.refusals import PurseRefused
from unions.templatetags.moments import full_day


class MovedMoneyForm(forms.Form):
    """The day, which is today unless somebody says otherwise; the button says the way."""

    on = DayField()

    def __init__(
        self, *args: Any, label: str, today: date, since: date | None = None, **kwargs: Any
    ) -> None:
        """`since` is the day before which it cannot have happened; None where any may be."""
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.today, self.since = today, since

    def clean_on(self) -> date:
        """Not before the money was promised, not after today."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if self.since is not None and on < self.since:
            words = _("This was promised on %(day)s; it cannot be paid on a day before that.")
            raise forms.ValidationError(words % {"day": full_day(self.since)})
        return on

    @property
    def way(self) -> Way:
        """By bank, unless the other button was pressed."""
        return Way.CASH if self.data.get("way") == Way.CASH else Way.BANK

    def takes(self, refusal: PurseRefused) -> bool:
        """Shows at the day what the books refuse of it; False if they refuse something else."""
        is_of_day = isinstance(refusal, BadDay | MonthClosed)
        if is_of_day:
            self.add_error("on", str(refusal))
        return is_of_day
