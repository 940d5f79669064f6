"""The days someone points at and books, and what they say when they bring a thing back."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.goods.rules.days import Chosen, point_at
from provisioning.goods.rules.limits import REPORT_CHARS_MAX
from unions.tenancy.ids import uuid7

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
NOT_A_DAY = _("Write the day as year-month-day, for example 2026-12-12.")


class DaysForm(forms.Form):
    """Days in the address of a thing's page; what is no day is as if it were not there."""

    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    day = forms.DateField(required=False)
    from_on = forms.DateField(required=False)

    def chosen(self) -> Chosen:
        """The choice after the day that was tapped last."""
        self.full_clean()
        data = self.cleaned_data
        before = Chosen(data.get("first"), data.get("last"))
        return point_at(data.get("day"), before)


class BookingForm(forms.Form):
    """A first and a last day."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    first_on = forms.DateField(
        label=_("First day"),
        widget=DAY,
        error_messages={"required": _("Choose a first day."), "invalid": NOT_A_DAY},
    )
    last_on = forms.DateField(
        label=_("Last day"),
        widget=DAY,
        error_messages={"required": _("Choose a last day."), "invalid": NOT_A_DAY},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid7())

    def clean_client_id(self) -> UUID:
        """The sender's number; a fresh one where none was sent."""
        found: UUID | None = self.cleaned_data["client_id"]
        return found or uuid7()


class ReturnForm(forms.Form):
    """How a thing comes back."""

    report = forms.CharField(
        label=_("What is not as it was?"),
        help_text=_("Its steward looks it over before it is lent again. Nobody pays for wear."),
        max_length=REPORT_CHARS_MAX,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "max_length": _("Use at most %(limit_value)d letters; you have %(show_value)d."),
        },
    )
