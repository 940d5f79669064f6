"""What a reader gets when something cannot be answered: what happened, and that nothing is lost."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unions.refusals import Refused
from unions.rights import OFFICE_NAMES, holders_of


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader lacks a right; says which office holds it."""
    right = str(exception) if exception and exception.args else ""
    offices = [OFFICE_NAMES[office] for office in holders_of(right)]
    if request.path.startswith("/api/"):
        words = _("This needs an office that you do not hold.")
        return JsonResponse({"code": "not-yours", "detail": words}, status=403)
    return render(request, "errors/403.html", {"offices": offices}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing for this reader; the two look the same."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours."""
    return render(request, "errors/500.html", status=500)


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
