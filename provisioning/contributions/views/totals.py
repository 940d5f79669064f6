"""What all gave together."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from provisioning.contributions.queries import totals
from provisioning.contributions.rules.months import after, before, first_of, from_words
from unions.gate import gate
from unions.standing import MemberRequest


@gate()
@require_safe
def show(request: MemberRequest, union: str) -> HttpResponse:
    """A month's totals, each with the rows it adds up from; others' rows are one private line."""
    today = timezone.localdate()
    month = from_words(request.GET.get("month", ""), today=today)
    context = {
        "month": month,
        "earlier": before(month),
        "later": after(month) if month < first_of(today) else None,
        "lines": totals.month_lines(month=month, person_id=request.standing.person.id),
    }
    return render(request, "provisioning/contributions/totals/show.html", context)
