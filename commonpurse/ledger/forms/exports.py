"""Which months of the books are taken along, and in which format; it stands in the address."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpurse.ledger.queries import books
from commonpurse.ledger.queries.book_files import Format
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.books import Period
from unions.templatetags.moments import month, written

YEAR, ALL, OTHER = "year", "all", "other"

# The first line is the choice, the second says what it is for.
FORMATS: Mapping[Format, object] = {
    Format.XLSX: gettext_lazy(
        "Spreadsheet (XLSX)\nFor LibreOffice, Excel and others: sums, accounts and every line."
    ),
    Format.LINES_CSV: gettext_lazy(
        "Lines as a table (CSV)\nOne row for each line of an entry, to add up and to filter."
    ),
    Format.ENTRIES_CSV: gettext_lazy(
        "Entries as a table (CSV)\nOne row for each entry: the day, what it was, by whom."
    ),
    Format.BEANCOUNT: gettext_lazy(
        "Beancount journal\nFor the accounting programs beancount and Fava."
    ),
    Format.HLEDGER: gettext_lazy("hledger journal\nFor the accounting program hledger."),
    Format.JSON: gettext_lazy("JSON\nFor programs that you write yourselves."),
}


class MonthField(forms.CharField):
    """A month as 2026-11, read as its first day."""

    def clean(self, value: object) -> date | None:
        """The first day of the month; None where nothing was chosen."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return months.read(text)
        except months.UnknownMonthError as error:
            words = _("This is not a month of the books. Write it like 2026-11.")
            raise forms.ValidationError(words, code="unknown-month") from error


class PeriodForm(forms.Form):
    """The last twelve months unless it is said otherwise, all there are, or from one to another."""

    period = forms.ChoiceField(label=gettext_lazy("Which months?"), widget=forms.RadioSelect)

    def __init__(self, asked: Mapping[str, str] | None = None, *, today: date) -> None:
        """`asked` is what stands in the address; None for an empty form."""
        self._year = _year(today)
        self._all = books.span() or Period(months.first_of(today), months.last_day(today))
        initial = {"period": YEAR, "from": f"{self._year.first_on:%Y-%m}", "to": f"{today:%Y-%m}"}
        super().__init__(None if asked is None else _with_period(asked), initial=initial)
        self._offer_periods()
        first = min(self._year.first_on, self._all.first_on)
        last = max(self._year.last_on, self._all.last_on)
        # Short, so that two of them stand side by side on a phone.
        shown = [(f"{day:%Y-%m}", written(day, "yMMM")) for day in _newest_first(first, last)]
        # Words that Python keeps for itself, and the plainest ones in an address.
        for name, label in (("from", _("From")), ("to", _("To"))):
            select = forms.Select(choices=shown)
            self.fields[name] = MonthField(label=label, required=False, widget=select)

    def clean(self) -> dict[str, Any]:
        """No span without its ends, and none that ends before it begins."""
        data = super().clean() or self.cleaned_data
        if data.get("period") == OTHER and not self.errors:
            for name in ("from", "to"):
                if data[name] is None:
                    self.add_error(name, _("Choose the first and the last month."))
            if not self.errors and data["to"] < data["from"]:
                self.add_error("to", _("This month lies before the first one."))
        return data

    def wanted(self) -> Period:
        """The months that are asked for, once the form is well formed."""
        data = self.cleaned_data
        if data["period"] == OTHER:
            return Period(data["from"], months.last_day(data["to"]))
        return self._all if data["period"] == ALL else self._year

    def _offer_periods(self) -> None:
        field = self.fields["period"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (YEAR, _in_two_lines(_("The last twelve months"), _span(self._year))),
                (ALL, _in_two_lines(_("Everything"), _span(self._all))),
                (OTHER, _("Other months\nFrom one month to another.")),
            ]


class ExportForm(PeriodForm):
    """The months, and what the file is written in."""

    format = forms.ChoiceField(
        label=gettext_lazy("In which format?"),
        choices=list(FORMATS.items()),
        widget=forms.RadioSelect,
        initial=Format.XLSX,
    )

    def chosen(self) -> Format:
        """The format, once the form is well formed."""
        return Format(self.cleaned_data["format"])

    def query(self) -> str:
        """The months as they stand in the address of a file."""
        names = ("period", "from", "to") if self.data["period"] == OTHER else ("period",)
        return urlencode({name: self.data[name] for name in names})


def _in_two_lines(choice: str, meaning: str) -> str:
    return f"{choice}\n{meaning}"


def _with_period(asked: Mapping[str, str]) -> dict[str, str]:
    """Whoever names a month need not say that other months are meant."""
    named = OTHER if asked.get("from") or asked.get("to") else YEAR
    return {"period": named, **asked}


def _year(today: date) -> Period:
    listed = months.ending_with(months.first_of(today), months.MONTHS_PER_YEAR)
    return Period(listed[0], months.last_day(today))


def _newest_first(first: date, last: date) -> list[date]:
    listed = [months.first_of(last)]
    while listed[-1] > first:
        listed.append(months.before(listed[-1]))
    return listed


def _span(period: Period) -> str:
    first, last = month(period.first_on), month(period.last_on)
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
