"""The seals of the books: how far they reach, who holds them, and an archive to take along."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from commonpurse.seals.actions import archives
from commonpurse.seals.forms.archives import ArchiveForm
from commonpurse.seals.queries import sheets
from commonpurse.seals.rules.archive import file_name
from unions.gate import gate
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """Whether the books are whole, and how everybody can see it for themselves."""
    return _page(request, ArchiveForm(today=timezone.localdate()))


@gate(Right.READ_PURSE)
@require_POST
def archive(request: MemberRequest, union: str) -> HttpResponse:
    """The books of some months as a file that checks itself."""
    form = ArchiveForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    first_on, last_on = form.days()
    hidden, by = hidden_from(request.standing.rights), request.standing.member
    try:
        content = archives.make(first_on=first_on, last_on=last_on, hidden=hidden, by=by)
    except PurseRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    answer = HttpResponse(content, content_type="application/zip")
    name = file_name(union, first_on, last_on)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(request: MemberRequest, form: ArchiveForm) -> HttpResponse:
    context = {
        "sheet": sheets.sheet(),
        "form": form,
        "sees_all": not hidden_from(request.standing.rights),
    }
    status = 422 if form.errors else 200
    return render(request, "commonpurse/seals/seals/index.html", context, status=status)
