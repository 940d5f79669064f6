"""Why and on which day an entry is taken back."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.forms.days import DatedForm

CHECK, SEND, BACK = "check", "send", "back"
OTHER = "other"
REASONS = (
    ("twice", _("entered twice")),
    ("amount", _("wrong amount")),
    ("place", _("wrong account or way")),
    ("never", _("it did not happen")),
    ("returned", _("the bank sent it back")),
    (OTHER, _("something else")),
)
OWN_WORDS_MAX = 120


class ReversalForm(DatedForm):
    """A reason of the list, words of one's own, and the day."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.ChoiceField(
        label=_("Why is it taken back?"),
        choices=[(code, capfirst(words)) for code, words in REASONS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=OWN_WORDS_MAX,
        required=False,
        help_text=_("Say more if that helps others to understand it."),
    )
    field_order = ("client_id", "reason", "words", "on")

    def __init__(self, *args: Any, entry_on: date, **kwargs: Any) -> None:
        """`entry_on` is the day of the entry: no reversal lies before it, and none in the
        future."""
        super().__init__(*args, **kwargs)
        self.entry_on = entry_on

    def clean_on(self) -> date:
        """Not before the entry, not after today."""
        on: date = self.cleaned_data["on"]
        if on < self.entry_on:
            raise forms.ValidationError(_("An entry cannot be taken back before its own day."))
        if on > max(self.today, self.entry_on):
            raise forms.ValidationError(_("This day has not come yet."))
        return on

    def clean(self) -> dict[str, Any]:
        """Something else is said in words."""
        data = super().clean() or self.cleaned_data
        if data.get("reason") == OTHER and not data.get("words"):
            self.add_error("words", _("Please say in a few words why."))
        return data

    def is_checked(self, step: str) -> bool:
        """Whether it may be read over: well formed, and not on its way back to be changed."""
        return self.is_bound and step != BACK and self.is_valid()

    def asked(self) -> dict[str, Any]:
        """What the action is asked for, once it is well formed."""
        data = self.cleaned_data
        return {"why": self.why, "effective_on": data["on"], "key": str(data["client_id"])}

    @property
    def why(self) -> str:
        """The whole reason as it stands in the books beside the reversal."""
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"]
        if reason == OTHER:
            return str(words)
        listed = str(dict(REASONS)[reason])
        return f"{listed}: {words}" if words else listed
