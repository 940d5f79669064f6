"""Asking, in four fields at most; everything but category and amount is preset."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules.money import TEXT_LENGTH_MAX, UnreadableAmountError, read
from commonpurse.ledger.rules.units import currency_scale
from provisioning.needs.queries.askers import Circle, circle_of
from provisioning.needs.rules.categories import (
    AMOUNT_MINOR_MAX,
    LABELS,
    PEOPLE_MAX,
    TITLE_CHARS_MAX,
    WORDS_CHARS_MAX,
    Category,
)
from unions.people.models.membership import Membership
from unions.templatetags.amounts import money
from unions.tenancy.ids import uuid7

CHECK, SEND, BACK = "check", "send", "back"
CARE, BOARD, NAMED = "care_circle", "board", "named"
NOT_AN_AMOUNT = _("This is not an amount of money. Write it like 12.50.")


class AskForm(forms.Form):
    """What someone needs; `persons` belongs to the second step."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=_("What is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    amount = forms.CharField(
        help_text=_("A guess is fine. No proof needed."),
        max_length=TEXT_LENGTH_MAX,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Say about how much.")},
    )
    people = forms.IntegerField(
        label=_("For how many?"),
        min_value=1,
        max_value=PEOPLE_MAX,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    by_on = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-11-30.")},
    )
    audience = forms.ChoiceField(
        label=_("Who sees this?"),
        help_text=_("Starts at the narrowest choice. You can change it."),
        widget=forms.RadioSelect,
        initial=CARE,
    )
    title = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("Two or three words, such as winter boots."),
        max_length=TITLE_CHARS_MAX,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    words = forms.CharField(
        label=_("Anything the care circle should know?"),
        max_length=WORDS_CHARS_MAX,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    only_whole = forms.BooleanField(
        label=_("It only helps as a whole"),
        help_text=_("A part would not help. Your share is kept until it suffices."),
        required=False,
    )
    in_kind_ok = forms.BooleanField(
        label=_("The thing itself would do as well as money"), required=False, initial=True
    )
    kept_from = forms.ChoiceField(label=_("Someone here should not read this"), required=False)
    persons = forms.MultipleChoiceField(
        label=_("Who is it for?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, by: Membership, step: str = CHECK, **kwargs: Any) -> None:
        """`by` asks; with the last step the persons are counted."""
        super().__init__(*args, **kwargs)
        sent = self.data
        if isinstance(sent, QueryDict) and step == CHECK and not sent.getlist("persons"):
            # The second step begins with oneself chosen.
            with_me = sent.copy()
            with_me["persons"] = str(by.person_id)
            self.data = with_me
        self.by, self.step, self.currency = by, step, by.union.currency
        self.circle = circle_of(by)
        self.initial.setdefault("client_id", uuid7())
        self.fields["amount"].label = gettext("How much, in %(currency)s?") % {
            "currency": self.currency
        }
        self._offer("category", [(code.value, gettext(LABELS[code])) for code in Category])
        self._offer("audience", _audiences(self.circle))
        self._offer("kept_from", [("", gettext("Nobody in particular")), *self.circle.readers])
        self._offer("persons", self.circle.persons)

    @property
    def asks_for_whom(self) -> bool:
        """True where the second step has to ask for whom it is."""
        return self.cleaned_data.get("people", 1) > 1 or bool(self.circle.dependants)

    @property
    def only_persons_wrong(self) -> bool:
        """True when the second step is the one to show again."""
        return self.step == SEND and set(self.errors) == {"persons"}

    @property
    def amount_said(self) -> str:
        """The amount as it was understood."""
        return money(self.cleaned_data["amount"], self.currency)

    @property
    def title_said(self) -> str:
        """What others read as its title."""
        return self.cleaned_data["title"] or gettext(
            LABELS[Category(self.cleaned_data["category"])]
        )

    @property
    def waits_for_others(self) -> bool:
        """True when persons beside me and those I look after are named."""
        return bool(set(self.cleaned_data.get("persons", ())) - self.circle.own_ids)

    def clean_client_id(self) -> UUID:
        """The sender's number; a fresh one where none was sent."""
        found: UUID | None = self.cleaned_data["client_id"]
        return found or uuid7()

    def clean_amount(self) -> int:
        """Minor units, above zero."""
        try:
            amount = read(self.cleaned_data["amount"], currency_scale(self.currency))
        except UnreadableAmountError as error:
            raise forms.ValidationError(NOT_AN_AMOUNT) from error
        if amount <= 0:
            raise forms.ValidationError(_("The amount has to be above zero."))
        if amount > AMOUNT_MINOR_MAX:
            raise forms.ValidationError(_("This is more than one need can be. Is a zero too many?"))
        return amount

    def clean_by_on(self) -> date | None:
        """Today or later."""
        day: date | None = self.cleaned_data["by_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("That day is over. Choose a later one, or none."))
        return day

    def clean_persons(self) -> list[str]:
        """Myself where nobody was chosen and one was said; else as many as were said."""
        chosen: list[str] = self.cleaned_data["persons"]
        people = self.cleaned_data.get("people", 1)
        if not chosen and people == 1:
            return [str(self.by.person_id)]
        if self.step == SEND and len(chosen) != people:
            words = ngettext(
                "Choose %(people)d person, as you said before.",
                "Choose %(people)d people, as you said before.",
                people,
            )
            raise forms.ValidationError(words % {"people": people})
        return chosen

    def asking(self) -> dict[str, Any]:
        """The need as the action takes it."""
        data = self.cleaned_data
        return {
            "client_id": data["client_id"],
            "category": Category(data["category"]),
            "amount_minor": data["amount"],
            "person_ids": [UUID(person) for person in data["persons"]],
            "by_on": data["by_on"],
            "on_board": data["audience"] in {BOARD, NAMED},
            "named": data["audience"] == NAMED,
            "title": data["title"],
            "words": data["words"],
            "only_whole": data["only_whole"],
            "in_kind_ok": data["in_kind_ok"],
            "kept_from_id": UUID(data["kept_from"]) if data["kept_from"] else None,
        }

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # of choice fields


def _audiences(circle: Circle) -> list[tuple[str, str]]:
    """Three circles, the narrowest first; the second line says who reads."""
    everyone = gettext("Everyone in %(union)s") % {"union": circle.union}
    named = gettext("Everyone in %(union)s reads “%(name)s”") % {
        "union": circle.union,
        "name": circle.first_name,
    }
    return [
        (CARE, gettext("The care circle") + "\n" + circle.reader_names),
        (BOARD, gettext("Also the board, without my name") + "\n" + everyone),
        (NAMED, gettext("Also the board, with my first name") + "\n" + named),
    ]
