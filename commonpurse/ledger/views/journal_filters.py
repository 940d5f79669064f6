"""What is asked of the journal, in words and as addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonpurse.ledger.forms.journal import JournalForm
from commonpurse.ledger.rules import months
from unions.standing import MemberRequest
from unions.templatetags.amounts import told
from unions.templatetags.moments import full_day, month

MONTHS_OFFERED = 3
CHOSEN = ("account", "fund", "unit")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days that one tap chooses."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """Something that is asked for; `without` is the address of the same journal without it."""

    label: str
    words: str
    without: str


def periods(request: MemberRequest, today: date) -> list[Period]:
    """The whole journal, and the last months; other filters stay."""
    chosen = (request.GET.get("from_on", ""), request.GET.get("to_on", ""))
    listed = reversed(months.ending_with(months.first_of(today), MONTHS_OFFERED))
    spans = [(month(m), (m.isoformat(), months.last_day(m).isoformat())) for m in listed]
    spans.insert(0, (pgettext("entries", "All"), ("", "")))
    return [
        Period(label, address(request, from_on=span[0], to_on=span[1], after=""), span == chosen)
        for label, span in spans
    ]


def filters(request: MemberRequest, form: JournalForm) -> list[Filter]:
    """What a well-formed form asks for, in its order."""
    return [
        Filter(label, words, address(request, **dict.fromkeys((*names, "after"), "")))
        for label, words, names in _asked(form)
    ]


def address(request: MemberRequest, **changes: str) -> str:
    """The same journal with other filters; an empty one asks nothing. Never empty itself: a link
    to nothing would lead to the very page it is to leave."""
    kept = {**request.GET.dict(), **changes}
    return "?" + urlencode({key: value for key, value in kept.items() if value})


def _asked(form: JournalForm) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    data = form.cleaned_data
    yield from _days(form)
    if data["kind"]:
        yield _("Kind"), _chosen(form, "kind"), ("kind",)
    for name in CHOSEN:
        if data[name]:
            yield str(form[name].label), _chosen(form, name), (name,)
    for name in ("amount_from", "amount_to"):
        if data[name] is not None:
            yield str(form[name].label), told(data[name], form.amount_in), (name,)
    if data["words"]:
        yield str(form["words"].label), data["words"], ("words",)
    if data["pairs"]:
        yield "", str(form["pairs"].label), ("pairs",)


def _days(form: JournalForm) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    first, last = form.cleaned_data["from_on"], form.cleaned_data["to_on"]
    if first and last and (first, last) == (months.first_of(first), months.last_day(first)):
        yield _("Month"), month(first), ("from_on", "to_on")
        return
    for name, on in (("from_on", first), ("to_on", last)):
        if on:
            yield str(form[name].label), full_day(on), (name,)


def _chosen(form: JournalForm, name: str) -> str:
    """What the chosen one is called in its list."""
    chosen = form[name].value()
    choices: list[tuple[str, object]] = list(getattr(form.fields[name], "choices", []))
    return next((str(words) for value, words in choices if value == chosen), str(chosen))
