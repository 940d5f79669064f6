"""What a reader gets when something cannot be answered: what happened, and that nothing is lost."""

import contextlib
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from unions.refusals import NotFound, Refused
from unions.rights import OFFICE_NAMES, holders_of

RETRY_SECONDS = 30
# What a program asks for below this is answered as JSON.
API = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    if request.path.startswith(API):
        words = _("Something in it cannot be read. Nothing was changed.")
        return JsonResponse({"code": "unreadable", "detail": words}, status=400)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader lacks a right; says which office holds it."""
    right = str(exception) if exception and exception.args else ""
    offices = [OFFICE_NAMES[office] for office in holders_of(right)]
    if request.path.startswith(API):
        words = _("This needs an office that you do not hold.")
        return JsonResponse({"code": "not-yours", "detail": words}, status=403)
    return render(request, "errors/403.html", {"offices": offices}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing for this reader; the two look the same."""
    if request.path.startswith(API):
        return JsonResponse({"code": NotFound.code, "detail": str(NotFound())}, status=404)
    return render(request, "errors/404.html", status=404)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that only takes what a form sends was opened, or the other way round;
    `allowed` is its header. Leads to the page above, where the form stands."""
    context = {"takes_forms": "POST" in allowed, "above": _page_above(request.path_info)}
    answer = render(request, "errors/405.html", context, status=405)
    answer["Allow"] = allowed
    return answer


def _page_above(path: str) -> str:
    while len(path) > 1:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        with contextlib.suppress(Resolver404):
            resolve(path)
            return path
    return path


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours. 503 when a server behind us is away or somebody else was first."""
    error = sys.exc_info()[1]
    # redis-py's errors are told by their module: the floor does not import the broker's client.
    away = isinstance(error, (OperationalError, InterfaceError)) or type(
        error
    ).__module__.startswith("redis.")
    if away:
        return unavailable(request)
    if request.path.startswith(API):
        words = _("Something broke while we worked on this. Nothing was saved.")
        return JsonResponse({"code": "our-fault", "detail": words}, status=500)
    return render(request, "errors/500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, written without a look at database, session or cache; says that nothing is lost."""
    if request.path.startswith(API):
        words = _("The server is busy or away. Nothing was changed; try again.")
        answer: HttpResponse = JsonResponse({"code": "unavailable", "detail": words}, status=503)
    else:
        answer = HttpResponse(render_to_string("errors/503.html"), status=503)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long or came from elsewhere."""
    return render(request, "errors/csrf.html", status=403)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: a rule said no, and no form stands ready to show it."""
    context = {"words": str(refusal), "title": _("That did not work")}
    return render(request, "errors/refused.html", context, status=422)


def signed_out(request: HttpRequest) -> HttpResponse:
    """401 for a fragment: the session has ended."""
    return render(request, "errors/signed_out.html", status=401)
