"""One entry of the books."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from commonpurse.ledger.queries import journal_entries
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.rights import Right
from unions import references
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str, entry_id: UUID) -> HttpResponse:
    """Its story, its lines, and its reversal if there is one."""
    entry = journal_entries.show(entry_id, hidden=hidden_from(request.standing.rights))
    if entry is None:
        raise NotFound
    pairs = [(entry.source_kind, entry.source_id)] if entry.source_id else []
    known = references.look_up(pairs, request.standing)
    context = {"entry": entry, "about": next(iter(known.values()), None)}
    return render(request, "commonpurse/ledger/journal_entries/show.html", context)
