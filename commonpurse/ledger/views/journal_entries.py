"""The journal, and each entry of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commonpurse.ledger.actions import journal_entries as actions
from commonpurse.ledger.forms.journal import JournalForm
from commonpurse.ledger.forms.reversals import CHECK, SEND, ReversalForm
from commonpurse.ledger.queries import journal, journal_entries
from commonpurse.ledger.queries.journal import Journal
from commonpurse.ledger.queries.journal_entries import EntrySheet, ReversalSheet
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.journal import Wanted
from commonpurse.ledger.views.journal_filters import address, filters, periods
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from unions import references
from unions.gate import gate
from unions.references import Reference
from unions.refusals import NotFound
from unions.standing import MemberRequest, Standing
from unions.templatetags.moments import day, month

PAGES = "commonpurse/ledger/journal_entries"


@gate(Right.READ_PURSE)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """All entries, newest first; what is asked for stands in the address."""
    standing, today = request.standing, timezone.localdate()
    form = JournalForm(request.GET, currency=standing.union.currency)
    context = {"form": form, "periods": periods(request, today)}
    if not form.is_valid():
        return render(request, f"{PAGES}/index.html", context, status=422)
    wanted, hidden = form.wanted(), hidden_from(standing.rights)
    found = journal.page(wanted, after=form.after_place(), today=today, hidden=hidden)
    context |= {
        "journal": found,
        "sentence": _sentence(found, wanted),
        "filters": filters(request, form),
        "newest": address(request, after="") if form.after_place() else "",
        "more": address(request, after=str(found.more)) if found.more else "",
    }
    return render(request, f"{PAGES}/index.html", context)


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str, entry_id: UUID) -> HttpResponse:
    """Its story, its lines, and its reversal if there is one."""
    standing = request.standing
    entry = journal_entries.show(entry_id, hidden=hidden_from(standing.rights))
    if entry is None:
        raise NotFound
    context = {
        "entry": entry,
        "about": _about(entry, standing),
        "seal": _seal(entry, standing),
        "is_keeper": standing.has(Right.KEEP_PAYMENTS),
    }
    return render(request, f"{PAGES}/show.html", context)


@gate(Right.KEEP_PAYMENTS)
def reverse(request: MemberRequest, union: str, entry_id: UUID) -> HttpResponse:
    """Take an entry back: say why, check, done."""
    sheet, step = _reversal(request, entry_id), request.POST.get("step", CHECK)
    form = ReversalForm(
        request.POST or None, entry_on=sheet.entry.effective_on, today=timezone.localdate()
    )
    if step == SEND and form.is_checked(step):
        try:
            actions.reverse(entry_id=entry_id, by=request.standing.member, **form.asked())
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            return redirect("commonpurse:journal_entries.undone", union, entry_id)
    context = {"entry": sheet.entry, "no": sheet.no, "form": form}
    if form.is_checked(step) and not sheet.no:
        return render(request, f"{PAGES}/check.html", context)
    context["about"] = _about(sheet.entry, request.standing)
    wrong = form.is_bound and (form.errors or sheet.no)
    return render(request, f"{PAGES}/reverse.html", context, status=422 if wrong else 200)


@gate(Right.KEEP_PAYMENTS)
@require_safe
def undone(request: MemberRequest, union: str, entry_id: UUID) -> HttpResponse:
    """What was done: both entries, and where to go on."""
    sheet = _reversal(request, entry_id)
    if sheet.entry.reversed_by_id is None:
        raise NotFound
    return render(request, f"{PAGES}/undone.html", {"entry": sheet.entry})


def _about(entry: EntrySheet, reader: Standing) -> Reference | None:
    pairs = [(entry.source_kind, entry.source_id)] if entry.source_id else []
    return next(iter(references.look_up(pairs, reader).values()), None)


def _seal(entry: EntrySheet, reader: Standing) -> Reference | None:
    # The seals stand above the books: they pin what they know of an entry to the board.
    return references.look_up([("seal", entry.id)], reader).get(("seal", entry.id))


def _reversal(request: MemberRequest, entry_id: UUID) -> ReversalSheet:
    standing = request.standing
    sheet = journal_entries.reversal(
        entry_id, by=standing.member, hidden=hidden_from(standing.rights)
    )
    if sheet is None:
        raise NotFound
    return sheet


def _sentence(found: Journal, wanted: Wanted) -> str:
    """How much there is, and how much of it stands here."""
    total, values = found.total, {"total": found.total, "shown": found.shown}
    if total is None:
        words = ngettext("%(shown)s entry shown.", "%(shown)s entries shown.", found.shown)
        return words % values
    first, last = wanted.from_on, wanted.to_on
    if first and last and (first, last) == (months.first_of(first), months.last_day(first)):
        words = ngettext(
            "%(total)s entry in %(month)s, %(shown)s shown.",
            "%(total)s entries in %(month)s, %(shown)s shown.",
            total,
        )
        return words % {**values, "month": month(first)}
    if first and last:
        words = ngettext(
            "%(total)s entry from %(first)s to %(last)s, %(shown)s shown.",
            "%(total)s entries from %(first)s to %(last)s, %(shown)s shown.",
            total,
        )
        return words % {**values, "first": day(first), "last": day(last)}
    words = ngettext(
        "%(total)s entry, %(shown)s shown.", "%(total)s entries, %(shown)s shown.", total
    )
    return words % values
