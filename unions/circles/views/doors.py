"""The first page, my unions, and the demo's one-tap sign-in."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from unions.circles.queries import demo_people
from unions.gate import open_to_guests
from unions.people.queries import doors

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_guests("The first page says what this is.")
def show(request: HttpRequest) -> HttpResponse:
    """A guest reads what this is; a member goes to their home union, or chooses."""
    if not request.user.is_authenticated:
        return render(request, "unions/circles/doors/show.html", {"demo_unions": _demo_unions()})
    mine = doors.unions_of(request.user)
    if len(mine) == 1 and "choose" not in request.GET:
        return redirect("unions:home.show", union=mine[0].slug)
    context = {"unions": mine, "demo_unions": _demo_unions()}
    return render(request, "unions/circles/doors/choose.html", context)


@open_to_guests("On the demo one tap signs in.")
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person; exists on the demo and on loopback only."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    if not settings.IS_DEMO or host not in {"localhost", "127.0.0.1", "[::1]"}:
        raise Http404
    user = demo_people.login_of(request.POST.get("person", ""))
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    # Counts as a second factor and a fresh sign-in, as the demo's people own no device.
    request.session["demo_sign_in"] = True
    return redirect("outside:doors.show")


@open_to_guests("Help is for everybody.")
def help_page(request: HttpRequest) -> HttpResponse:
    """What each part is for, who sees what, and where the source of this program is."""
    return render(request, "unions/circles/doors/help_page.html")


def _demo_unions() -> list[demo_people.DemoUnion]:
    """On the demo, whom one can be with one tap; nobody elsewhere."""
    return demo_people.by_union() if settings.IS_DEMO else []
