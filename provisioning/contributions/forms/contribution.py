"""What someone fills in to log what they gave: one form for each tab."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provisioning.contributions.rules.amounts import (
    NotAnAmount,
    count_from,
    grams_from,
    minutes_from,
)
from provisioning.contributions.rules.kinds import Kind, Tab
from provisioning.contributions.rules.limits import (
    AMOUNT_CHARS_MAX,
    AMOUNT_MAX,
    DAYS_BACK_MAX,
    MINUTES_STEP,
    WHAT_CHARS_MAX,
)
from provisioning.measures import MINUTES_PER_HOUR, Quantity, Unit
from provisioning.wording import say
from unions.people.rules.names import clean
from unions.tenancy.ids import uuid7

OTHER = "other"
TEMPLATES = "provisioning/contributions/contributions"


class AgainForm(forms.Form):
    """The sender's number of an entry that is logged once more."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)


class ContributionForm(forms.Form):
    """What all tabs share. `kind` and `amount` may be read once the form is valid."""

    tab: ClassVar[Tab]
    fields_template: ClassVar[str]

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = forms.CharField(
        max_length=WHAT_CHARS_MAX,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Say in a word or two what you gave."),
            "max_length": _("Use at most %(limit_value)d letters; you have %(show_value)d."),
        },
    )
    given_on = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as year-month-day, for example 2026-11-30."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid7())
        self.initial.setdefault("given_on", timezone.localdate())

    def clean_client_id(self) -> UUID:
        """The sender's number; a fresh one where none was sent."""
        found: UUID | None = self.cleaned_data["client_id"]
        return found or uuid7()

    def clean_what(self) -> str:
        """Words without control characters; at least one visible character."""
        words = clean(self.cleaned_data["what"])
        if not words:
            raise forms.ValidationError(_("Say in a word or two what you gave."))
        return words

    def clean_given_on(self) -> date:
        """Today or a day of the last twelve months."""
        day: date = self.cleaned_data["given_on"]
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("That day has not come yet. Did you mean today?"))
        if day < today - timedelta(days=DAYS_BACK_MAX):
            raise forms.ValidationError(_("That is more than a year ago. Choose a later day."))
        return day

    @property
    def kind(self) -> Kind:
        """What kind of giving this is."""
        raise NotImplementedError

    @property
    def amount(self) -> Quantity:
        """How much."""
        quantity: Quantity = self.cleaned_data["amount"]
        return quantity

    def entry(self) -> dict[str, Any]:
        """The entry as the action takes it."""
        data = self.cleaned_data
        return {
            "kind": self.kind,
            "amount": self.amount,
            "what": data["what"],
            "given_on": data["given_on"],
            "client_id": data["client_id"],
        }


class HoursForm(ContributionForm):
    """Work and care: an hour is an hour."""

    tab = Tab.HOURS
    fields_template = f"{TEMPLATES}/_fields_hours.html"

    length = forms.ChoiceField(
        label=_("How long?"),
        choices=(
            ("30", _("30 m")),
            ("60", _("1 h")),
            ("120", _("2 h")),
            (OTHER, _("Other")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it took.")},
    )
    other = forms.CharField(
        label=_("How long was it?"),
        help_text=_("For example 1:30 or 1.5, in steps of 15 minutes."),
        max_length=AMOUNT_CHARS_MAX,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    care = forms.BooleanField(
        label=_("This was care"),
        help_text=_("Care counts the same."),
        required=False,
    )
    field_order = ("client_id", "what", "length", "other", "given_on", "care")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("What did you do?")

    def clean(self) -> dict[str, Any]:
        """Put the chosen or written time into `amount`."""
        data: dict[str, Any] = super().clean() or {}
        length = data.get("length")
        if length is None:
            return data
        try:
            minutes = self._minutes(length, data.get("other", ""))
        except forms.ValidationError as problem:
            self.add_error("other", problem)
        else:
            data["amount"] = Quantity(minutes, Unit.MINUTE)
        return data

    @property
    def kind(self) -> Kind:
        """Work, or care where ticked."""
        return Kind.CARE if self.cleaned_data.get("care") else Kind.WORK

    def _minutes(self, length: str, other: str) -> int:
        if length != OTHER:
            return int(length)
        if not other:
            raise forms.ValidationError(_("Write how long it took, for example 1:30."))
        try:
            minutes = minutes_from(other)
        except NotAnAmount as error:
            raise forms.ValidationError(
                _("This is not a time we can read. Write 1:30 or 1.5 for one and a half hours.")
            ) from error
        if minutes > AMOUNT_MAX[Unit.MINUTE]:
            raise forms.ValidationError(too_long(minutes))
        if minutes == 0 or minutes % MINUTES_STEP:
            raise forms.ValidationError(off_the_step(minutes))
        return minutes


class GoodsForm(ContributionForm):
    """Things and food by weight or by the piece, and space by the night."""

    tab = Tab.GOODS
    fields_template = f"{TEMPLATES}/_fields_goods.html"

    number = forms.CharField(
        label=_("How much?"),
        max_length=AMOUNT_CHARS_MAX,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Write how much it was.")},
    )
    unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=((Unit.GRAM, _("kg")), (Unit.PIECE, _("pieces")), (Unit.NIGHT, _("nights"))),
        widget=forms.RadioSelect,
        initial=Unit.GRAM,
        error_messages={"required": _("Choose what it is counted in.")},
    )
    field_order = ("client_id", "what", "number", "unit", "given_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("What did you bring or lend?")

    def clean(self) -> dict[str, Any]:
        """Put the number with its unit into `amount`."""
        return _count_into(self, super().clean() or {})

    @property
    def kind(self) -> Kind:
        """Space by the night, goods otherwise."""
        return Kind.SPACE if self.amount.unit is Unit.NIGHT else Kind.GOODS


class KnowledgeForm(ContributionForm):
    """Sessions held and guides written."""

    tab = Tab.KNOWLEDGE
    fields_template = f"{TEMPLATES}/_fields_knowledge.html"

    unit = forms.ChoiceField(
        label=_("What was it?"),
        choices=((Unit.SESSION, _("A session")), (Unit.GUIDE, _("A guide"))),
        widget=forms.RadioSelect,
        initial=Unit.SESSION,
        error_messages={"required": _("Choose a session or a guide.")},
    )
    number = forms.CharField(
        label=_("How many?"),
        max_length=AMOUNT_CHARS_MAX,
        initial="1",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write how many.")},
    )
    field_order = ("client_id", "what", "unit", "number", "given_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("What did you show or write down?")

    def clean(self) -> dict[str, Any]:
        """Put the number with its unit into `amount`."""
        return _count_into(self, super().clean() or {})

    @property
    def kind(self) -> Kind:
        """Always knowledge."""
        return Kind.KNOWLEDGE


FORMS: dict[Tab, type[ContributionForm]] = {
    form.tab: form for form in (HoursForm, GoodsForm, KnowledgeForm)
}


def form_for(tab: str) -> type[ContributionForm]:
    """The form of a tab; hours where there is no such tab."""
    return FORMS[Tab(tab)] if tab in set(Tab) else HoursForm


def too_long(minutes: int) -> str:
    """Why more minutes than a day has are refused, with a guess at what was meant."""
    hours = minutes // MINUTES_PER_HOUR
    if minutes % (10 * MINUTES_PER_HOUR) == 0 and hours // 10 <= AMOUNT_MAX[Unit.MINUTE]:
        words = gettext(
            "%(hours)s hours in one day is more than a day holds. Did you mean %(guess)s?"
        )
        return words % {"hours": hours, "guess": hours // 10}
    return gettext("%(hours)s hours in one day is more than a day holds.") % {"hours": hours}


def off_the_step(minutes: int) -> str:
    """Why a time between the steps is refused, with the nearest ones."""
    lower = minutes // MINUTES_STEP * MINUTES_STEP
    upper = Quantity(lower + MINUTES_STEP, Unit.MINUTE)
    if lower == 0:
        return gettext("The shortest time to log is %(time)s.") % {"time": say(upper)}
    return gettext(
        "Times are logged in steps of 15 minutes. Did you mean %(lower)s or %(upper)s?"
    ) % {
        "lower": say(Quantity(lower, Unit.MINUTE)),
        "upper": say(upper),
    }


def _count_into(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    if "number" not in data or "unit" not in data:
        return data
    unit = Unit(data["unit"])
    try:
        amount = grams_from(data["number"]) if unit is Unit.GRAM else count_from(data["number"])
    except NotAnAmount:
        form.add_error("number", _not_read(unit))
        return data
    if amount == 0:
        form.add_error("number", _("Write more than nothing."))
    elif amount > AMOUNT_MAX[unit]:
        most = say(Quantity(AMOUNT_MAX[unit], unit))
        words = gettext("One entry holds at most %(most)s. Split it, or write a smaller amount.")
        form.add_error("number", words % {"most": most})
    else:
        data["amount"] = Quantity(amount, unit)
    return data


def _not_read(unit: Unit) -> str:
    if unit is Unit.GRAM:
        return gettext("This is not a weight we can read. Write 2.5 for two and a half kilos.")
    return gettext("Write a whole number, for example 3.")
