"""Which months an archive holds."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules import months
from unions.templatetags.moments import month as in_words

MONTHS_OFFERED = 24


class ArchiveForm(forms.Form):
    """From one month to another, both included; by default the one that ended last."""

    first = forms.ChoiceField(label=_("From"))
    last = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        """The months before and with `today`, newest first."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        this = months.first_of(today)
        listed = [
            (f"{month:%Y-%m}", in_words(month))
            for month in reversed(months.ending_with(this, MONTHS_OFFERED))
        ]
        for field in (self.fields["first"], self.fields["last"]):
            field.widget.choices = field.choices = listed  # type: ignore[attr-defined]
            field.initial = f"{months.before(this):%Y-%m}"

    def clean(self) -> dict[str, object]:
        """The end does not lie before the beginning."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            raise ValidationError({"last": _("This lies before the first month. Choose it anew.")})
        return cleaned

    def days(self) -> tuple[date, date]:
        """The first and the last day of the months that were chosen."""
        first, last = (months.read(self.cleaned_data[name]) for name in ("first", "last"))
        return first, months.last_day(last)
