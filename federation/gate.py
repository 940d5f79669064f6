"""The gate of addresses that other instances call: no session, no scope, answers as problems."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from federation.protocol.canonical import Malformed, decode_object
from federation.protocol.schemas import SchemaRefused, check_reading
from federation.wire import identity, limits
from federation.wire.messages import Message
from federation.wire.problems import Problem
from federation.wire.verification import BODY_MAX
from unions.gate import Gate

View = Callable[..., HttpResponse]
PLAIN_PATH = re.compile(r"[A-Za-z0-9._~/:@!$&'()*+,;=-]*")
PLAIN_QUERY = re.compile(r"[A-Za-z0-9._~&=/:-]*")
PROBLEM_JSON = "application/problem+json"


def for_peers(*methods: str, because: str) -> Callable[[View], View]:
    """Open an address to other instances, for these methods; `because` says who may call it."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return _not_allowed(methods)
            try:
                return view(request, *args, **kwargs)
            except Problem as problem:
                return answer(problem)
            except identity.NotSetUp:
                return answer(Problem(503, "not-ready", headers={"Retry-After": "60"}))

        guarded.gate = Gate(open_because=because)  # type: ignore[attr-defined]
        return guarded

    return decorate


def answer(problem: Problem) -> HttpResponse:
    """The problem as its JSON."""
    response = JsonResponse(problem.content, status=problem.status, content_type=PROBLEM_JSON)
    response["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response[name] = value
    return response


def message_of(request: HttpRequest) -> Message:
    """The request as its signature sees it. Raises Problem 400 or 413.

    The address is our configured origin and what stood in the request line, never `Host`.
    """
    raw = str(request.META.get("RAW_URI") or request.META.get("REQUEST_URI") or "")
    query = str(request.META.get("QUERY_STRING", ""))
    if "%" in raw or not PLAIN_PATH.fullmatch(request.path) or not PLAIN_QUERY.fullmatch(query):
        raise Problem(400, "malformed")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > BODY_MAX:
        raise Problem(413, "too-large")
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise Problem(413, "too-large") from error
    return Message(
        method=request.method or "",
        url=identity.origin() + request.path + (f"?{query}" if query else ""),
        headers={name.lower(): value.strip(" \t") for name, value in request.headers.items()},
        body=body,
        address=address_of(request),
    )


def content_of(message: Message, kind: str) -> dict[str, Any]:
    """The JSON of a body that fits its schema. Raises Problem 400 or 422."""
    try:
        content = decode_object(message.body)
        check_reading(kind, content)
    except Malformed as error:
        raise Problem(400, "malformed") from error
    except SchemaRefused as error:
        raise Problem(422, "schema") from error
    return content


def check_unsigned(request: HttpRequest) -> None:
    """Count a call of an address that needs no signature. Raises Problem 429."""
    limits.take_unsigned(address_of(request))


def address_of(request: HttpRequest) -> str:
    """The caller's network address; forwarded ones count only from our own proxies."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


def _not_allowed(methods: tuple[str, ...]) -> HttpResponse:
    allowed = HttpResponseNotAllowed(methods)
    response = answer(Problem(405, "method"))
    response["Allow"] = allowed["Allow"]
    return response
