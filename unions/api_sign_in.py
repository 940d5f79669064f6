"""How programs sign in, and how often they may ask."""

import logging
from typing import TYPE_CHECKING, Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from redis.exceptions import RedisError
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.views import APIView

log = logging.getLogger("onecloak.api")


class ApiTokenAuthentication(BaseAuthentication):
    """Takes over the user that ApiTokenMiddleware found; no CSRF, since no cookie speaks."""

    def authenticate(self, request: Request) -> tuple[Any, str] | None:
        """User and a mark, or None where no token was sent."""
        inner: HttpRequest = request._request  # noqa: SLF001 - the way DRF names it
        return (inner.user, "token") if getattr(inner, "api_token_used", False) else None

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - REST framework asks so
        """What a 401 asks for."""
        return "Token"


class ApiTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names the token; drf-spectacular finds this class by itself."""

    target_class = ApiTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:  # noqa: ARG002
        """A header, as OpenAPI writes it."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Authorization: Token <token>",
        }


class MemberThrottle(UserRateThrottle):
    """So many requests per person and hour; without the cache nothing is throttled."""

    scope = "member"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """As REST framework's; a limiter that is away stops nobody who is signed in."""
        try:
            return super().allow_request(request, view)
        except RedisError:
            log.warning("the limiter is away")
            return True
