"""Invite someone by a link that expires, works once and can be taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unions.gate import gate, open_to_guests
from unions.people.actions import invitations
from unions.people.forms.join import InvitationForm, NameForm
from unions.people.queries.invitations import was_made, welcome
from unions.refusals import NotFound, Refused
from unions.rights import Right
from unions.sign_in import INVITED
from unions.standing import GuestRequest, MemberRequest


@gate(Right.INVITE_PEOPLE)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Make a link and show it once."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = invitations.invite(called=form.cleaned_data["called"], by=request.standing.member)
        link = request.build_absolute_uri(reverse("unions:invitations.accept", args=[union, code]))
        context = {"link": link, "called": form.cleaned_data["called"]}
        return render(request, "unions/people/invitations/show.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "unions/people/invitations/create.html", {"form": form}, status=status)


@gate(Right.INVITE_PEOPLE)
@require_POST
def withdraw(request: MemberRequest, union: str, invitation_id: UUID) -> HttpResponse:
    """Take back one of my own links."""
    invitations.withdraw(invitation_id=invitation_id, by=request.standing.member)
    messages.success(request, _("The link does not work any more."))
    return redirect("unions:people.index", union=union)


@open_to_guests("Whoever holds the link has no account yet.")
def accept(request: GuestRequest, union: str, code: str) -> HttpResponse:
    """The page behind the link: who invites, what is asked, and the way in. Who made a code up
    does not even learn that there is such a union."""
    invitation = welcome(code)
    if invitation is None and not was_made(code):
        raise NotFound
    form = NameForm(request.POST or None, initial={"name": invitation and invitation.called})
    if invitation and not request.user.is_authenticated:
        request.session[INVITED] = request.path
    if request.method == "POST" and request.user.is_authenticated and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            invitations.accept(code=code, name=name, user=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session.pop(INVITED, None)
            return redirect("unions:home.show", union=union)
    context = {"invitation": invitation, "form": form}
    status = 404 if invitation is None else 422 if form.is_bound else 200
    return render(request, "unions/people/invitations/accept.html", context, status=status)
