"""Language, light or dark, tokens for programs, and the way out."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unions.gate import gate
from unions.people.actions import api_tokens, memberships
from unions.people.forms.join import TokenForm
from unions.people.queries import api_tokens as tokens
from unions.standing import MemberRequest

THEMES = ("auto", "light", "dark")
THEME_SECONDS = 31_536_000


@gate()
def show(request: MemberRequest, union: str) -> HttpResponse:
    """All switches on one page."""
    return _switches(request)


@gate()
@require_POST
def change_theme(request: MemberRequest, union: str) -> HttpResponse:
    """Keep light, dark or the device's choice in a cookie, so that nothing flashes."""
    response = redirect("unions:settings.show", union=union)
    theme = request.POST.get("theme", "auto")
    if theme in THEMES:
        response.set_cookie(
            "theme", theme, max_age=THEME_SECONDS, samesite="Lax", secure=request.is_secure()
        )
    return response


@gate()
@require_POST
def make_token(request: MemberRequest, union: str) -> HttpResponse:
    """Make a token and show it once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _switches(request, form)
    token = api_tokens.make(name=form.cleaned_data["name"], by=request.user)
    return render(request, "unions/people/settings/token.html", {"token": token})


@gate()
@require_POST
def take_back_token(request: MemberRequest, union: str, token_id: UUID) -> HttpResponse:
    """Remove one of my tokens."""
    api_tokens.take_back(token_id=token_id, by=request.user)
    messages.success(request, _("The token does not work any more."))
    return redirect("unions:settings.show", union=union)


@gate()
def leave(request: MemberRequest, union: str) -> HttpResponse:
    """Leave the union: a page that says what happens, and a button that does it."""
    if request.method == "POST":
        memberships.leave(by=request.standing.member)
        messages.success(request, _("You have left this union. What you gave stays on record."))
        return redirect("outside:doors.show")
    return render(request, "unions/people/settings/leave.html")


def _switches(request: MemberRequest, form: TokenForm | None = None) -> HttpResponse:
    """The page of all switches; with what is wrong with a token's name, if anything."""
    context = {
        "tokens": tokens.of_user(request.user),
        "form": form or TokenForm(),
        "languages": settings.LANGUAGES,
        "theme": request.COOKIES.get("theme", "auto"),
    }
    page = "unions/people/settings/show.html"
    return render(request, page, context, status=422 if form else 200)
