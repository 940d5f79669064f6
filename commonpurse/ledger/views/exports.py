"""Taking the books along: which months, in which format, and the file itself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonpurse.ledger.forms.exports import ExportForm
from commonpurse.ledger.queries import book_files
from commonpurse.ledger.queries.book_files import Format
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """The form; once it is filled in, the way to the file."""
    if "format" not in request.GET:
        return _page(request, ExportForm(today=timezone.localdate()))
    form = ExportForm(request.GET.dict(), today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    where = reverse(f"commonpurse:exports.{form.chosen()}", args=[union])
    return redirect(f"{where}?{form.query()}")


@gate(Right.READ_PURSE)
@require_safe
def xlsx(request: MemberRequest, union: str) -> HttpResponse:
    """A spreadsheet."""
    return _file(request, Format.XLSX)


@gate(Right.READ_PURSE)
@require_safe
def lines_csv(request: MemberRequest, union: str) -> HttpResponse:
    """A table with a row for each line."""
    return _file(request, Format.LINES_CSV)


@gate(Right.READ_PURSE)
@require_safe
def entries_csv(request: MemberRequest, union: str) -> HttpResponse:
    """A table with a row for each entry."""
    return _file(request, Format.ENTRIES_CSV)


@gate(Right.READ_PURSE)
@require_safe
def beancount(request: MemberRequest, union: str) -> HttpResponse:
    """A journal for beancount."""
    return _file(request, Format.BEANCOUNT)


@gate(Right.READ_PURSE)
@require_safe
def hledger(request: MemberRequest, union: str) -> HttpResponse:
    """A journal for hledger."""
    return _file(request, Format.HLEDGER)


@gate(Right.READ_PURSE)
@require_safe
def json(request: MemberRequest, union: str) -> HttpResponse:
    """The books for programs."""
    return _file(request, Format.JSON)


def _file(request: MemberRequest, wanted: Format) -> HttpResponse:
    """The file, or the form again with what is wrong with the months."""
    standing = request.standing
    form = ExportForm({**request.GET.dict(), "format": wanted}, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    try:
        file = book_files.file(
            wanted,
            form.wanted(),
            slug=standing.union.slug,
            name=standing.union.name,
            hidden=hidden_from(standing.rights),
        )
    except PurseRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    # Read to its end here, inside the union's scope.
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _page(request: MemberRequest, form: ExportForm) -> HttpResponse:
    context = {"form": form, "sees_all": request.standing.has(Right.SEE_PRIVATE_ENTRIES)}
    status = 422 if form.errors else 200
    return render(request, "commonpurse/ledger/exports/index.html", context, status=status)
