"""What stewards write on a thing's card, and what people look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from provisioning.goods.actions.shared_goods import Card
from provisioning.goods.queries.shared_goods import all_categories, stewards
from provisioning.goods.rules import limits
from provisioning.goods.rules.codes import is_code, tidy
from unions.people.rules.names import clean

TOO_LONG = _("Use at most %(limit_value)d letters; you have %(show_value)d.")


class SearchForm(forms.Form):
    """A plain search in the address; what cannot be read is left out."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=limits.SEARCH_CHARS_MAX,
        widget=forms.TextInput({"type": "search"}),
    )
    kind = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    on = forms.DateField(
        label=_("Free on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-11-30.")},
    )
    shown = forms.IntegerField(
        required=False, min_value=0, max_value=limits.CARDS_SHOWN_MAX, widget=forms.HiddenInput
    )

    def wanted(self) -> dict[str, Any]:
        """What to look for, as the query takes it."""
        self.full_clean()
        data = self.cleaned_data
        return {
            "search": clean(data.get("q") or ""),
            "category": data.get("kind") or "",
            "free_on": data.get("on"),
            "shown": data.get("shown") or 0,
        }


class SharedGoodForm(forms.Form):
    """The card of one thing."""

    code = forms.CharField(
        label=_("Code on the label"),
        help_text=_("Letters and a number, for example HL 014."),
        max_length=limits.CODE_CHARS_MAX,
        error_messages={"required": _("Write the code of its label."), "max_length": TOO_LONG},
    )
    name = forms.CharField(
        label=_("What is it?"),
        max_length=limits.NAME_CHARS_MAX,
        error_messages={"required": _("Write what it is."), "max_length": TOO_LONG},
    )
    about = forms.CharField(
        label=_("In one line"), max_length=limits.ABOUT_CHARS_MAX, required=False
    )
    category = forms.ChoiceField(label=_("Kind of thing"))
    place = forms.CharField(
        label=_("Where is it?"),
        max_length=limits.PLACE_CHARS_MAX,
        error_messages={"required": _("Write where it is."), "max_length": TOO_LONG},
    )
    steward = forms.ChoiceField(label=_("Who looks after it?"), required=False)
    max_days = forms.IntegerField(
        label=_("Lent for how many days at most?"),
        initial=7,
        min_value=1,
        max_value=limits.DAYS_PER_LOAN_MAX,
    )
    rules = forms.CharField(
        label=_("Rules and how to use it"),
        max_length=limits.RULES_CHARS_MAX,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stewards = {str(steward.person_id): steward for steward in stewards()}
        self.fields["category"].choices = all_categories()  # type: ignore[attr-defined]
        self.fields["steward"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody in particular")),
            *((key, steward.name) for key, steward in self._stewards.items()),
        ]

    def clean_code(self) -> str:
        """The code as it is printed."""
        code = tidy(self.cleaned_data["code"])
        if not is_code(code):
            raise forms.ValidationError(
                _("A code has one to four letters and a number, for example HL 014.")
            )
        return code

    def clean_name(self) -> str:
        """Words without control characters; at least one visible character."""
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write what it is."))
        return name

    def card(self) -> Card:
        """The card as the action takes it."""
        data = self.cleaned_data
        steward = self._stewards.get(data["steward"])
        return Card(
            code=data["code"],
            name=data["name"],
            about=clean(data["about"]),
            category=data["category"],
            place=clean(data["place"]),
            steward_id=steward.person_id if steward else None,
            max_days=data["max_days"],
            rules=data["rules"],
        )
