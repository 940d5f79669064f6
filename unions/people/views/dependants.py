"""Children and others who depend on a member are counted as one person each."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unions.gate import gate
from unions.people.actions import memberships
from unions.people.forms.join import DependantForm
from unions.standing import MemberRequest


@gate()
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Count someone who depends on me."""
    form = DependantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        memberships.add_dependant(
            name=form.cleaned_data["name"],
            birth_year=form.cleaned_data["birth_year"],
            guardian=request.standing.member,
        )
        return redirect("unions:people.index", union=union)
    status = 422 if form.is_bound else 200
    return render(request, "unions/people/dependants/create.html", {"form": form}, status=status)
