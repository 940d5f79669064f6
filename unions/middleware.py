"""What happens to every request: token, privacy headers, the scope of the union."""

from collections.abc import Callable
from contextvars import copy_context
from http import HTTPStatus
from itertools import chain
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from unions import error_pages
from unions.circles.queries import standings
from unions.founding.models.union import Union
from unions.founding.queries import unions
from unions.gate import gate_of
from unions.people.queries import api_tokens
from unions.refusals import NotFound, Refused
from unions.standing import MemberRequest, Standing
from unions.tenancy.scopes import read_as, union_scope

Answer = Callable[[HttpRequest], HttpResponseBase]
API = error_pages.API


class OwnContextMiddleware:
    """Answers each request in a context of its own; stands before everything else.

    A thread answers many readers. The language and the time zone of one end with the answer, so
    that whatever is said before those of the next are known is not said in the language of a
    stranger.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in a copy of the thread's context."""
        return copy_context().run(self.get_response, request)


class ReadableTextMiddleware:
    """Refuses text that no database keeps, wherever in a request it stands."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to a NUL in the address or in a form; programs' JSON has its own check."""
        # Whole, before the form is taken out of it: who comes later may want it as it was sent.
        _ = request.body
        sent = (*request.GET.lists(), *request.POST.lists())
        typed = chain.from_iterable(texts for _, texts in sent)
        if "\x00" in request.path_info or any("\x00" in text for text in typed):
            return error_pages.bad_request(request)
        return self.get_response(request)


class ApiTokenMiddleware:
    """Reads `Authorization: Token …` before the scope opens, so that both doors know the user."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set `request.user` to the token's owner on API addresses."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if request.path.startswith(API) and scheme.lower() in {"token", "bearer"}:
            user = api_tokens.owner_of(token.strip())
            if user is None:
                words = "This token is unknown or was taken back."
                return JsonResponse({"code": "unknown-token", "detail": words}, status=401)
            request.user = user
            request.api_token_used = True  # type: ignore[attr-defined]
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages of members are kept by nobody on the way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark every answer to someone signed in as private."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not isinstance(request.user, AnonymousUser):
            response["Cache-Control"] = "private, no-store"
        return response


class UnionScopeMiddleware:
    """Opens the scope of the union in the address around view and template alike."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside the scope; whatever ends with status 400 or more is rolled back."""
        match = self._match(request)
        if match is None or "union" not in match.kwargs:
            return self._explained(request, self.get_response(request))
        # Read within its limits before the scope opens: a slow sender holds no transaction.
        _ = request.body
        gate = gate_of(match.func)
        is_open = gate is not None and gate.opens_to_guests
        if isinstance(request.user, AnonymousUser) and not is_open:
            return self._ask_to_sign_in(request)
        union = unions.by_slug(match.kwargs["union"])
        if union is not None:
            with union_scope(union.id):
                standing = self._standing(request, union)
                if standing.is_member or is_open:
                    return self._inside(cast("MemberRequest", request), standing)
        return self._nothing_here(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal that no view caught into an answer that says why."""
        if isinstance(error, NotFound):
            return self._nothing_here(request)
        if not isinstance(error, Refused):
            return None
        if self._is_api(request):
            return JsonResponse({"code": error.code, "detail": str(error)}, status=422)
        return error_pages.refused(request, error)

    def _match(self, request: HttpRequest) -> ResolverMatch | None:
        try:
            return resolve(request.path_info)
        except Http404:
            return None

    def _inside(self, request: MemberRequest, standing: Standing) -> HttpResponseBase:
        read_as(standing.person_id)
        request.standing = standing
        with timezone.override(ZoneInfo(standing.union.time_zone)):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = cast("Any", response).render()
        if getattr(response, "streaming", False):
            raise RuntimeError("A streamed answer would outlive its scope.")
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
        return self._explained(request, response)

    def _explained(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page where a browser would show a blank one: the method was wrong."""
        to_read = "text/html" in request.headers.get("Accept", "")
        is_blank = to_read and not getattr(response, "content", True)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and is_blank:
            return error_pages.not_allowed(request, response["Allow"])
        return response

    def _is_api(self, request: HttpRequest) -> bool:
        return request.path.startswith(API)

    def _standing(self, request: HttpRequest, union: Union) -> Standing:
        """Whoever the directory does not let in stands there as a guest."""
        if isinstance(request.user, AnonymousUser):
            return Standing(union=union)
        user = cast("Any", request.user)
        known = standings.may_enter(user_id=user.id, union_id=union.id)
        found = standings.of_user(union=union, user=user) if known else None
        return found or Standing(union=union, user=user)

    def _ask_to_sign_in(self, request: HttpRequest) -> HttpResponse:
        if self._is_api(request):
            words = "Sign in or send a token."
            return JsonResponse({"code": "signed-out", "detail": words}, status=401)
        if request.headers.get("HX-Request"):
            return error_pages.signed_out(request)
        return redirect_to_login(self._form_of(request) or request.get_full_path())

    def _form_of(self, request: HttpRequest) -> str:
        """Where the form stands that was sent: back there, one sees how things are."""
        came_from = request.headers.get("Referer", "")
        if request.method in {"GET", "HEAD"} or not url_has_allowed_host_and_scheme(
            came_from, {request.get_host()}, require_https=request.is_secure()
        ):
            return ""
        there = urlsplit(came_from)
        return iri_to_uri(urlunsplit(("", "", "/" + there.path.lstrip("/"), there.query, "")))

    def _nothing_here(self, request: HttpRequest) -> HttpResponse:
        return error_pages.not_found(request, Http404())
