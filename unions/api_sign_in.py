"""How programs sign in, and how often they may ask."""

from typing import TYPE_CHECKING, Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

if TYPE_CHECKING:
    from django.http import HttpRequest


class ApiTokenAuthentication(BaseAuthentication):
    """Takes over the user that ApiTokenMiddleware found; no CSRF, since no cookie speaks."""

    def authenticate(self, request: Request) -> tuple[Any, str] | None:
        """User and a mark, or None where no token was sent."""
        inner: HttpRequest = request._request  # noqa: SLF001 - the way DRF names it
        return (inner.user, "token") if getattr(inner, "api_token_used", False) else None

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - REST framework asks so
        """What a 401 asks for."""
        return "Token"


class MemberThrottle(UserRateThrottle):
    """So many requests per person and hour; without the cache nothing is throttled."""

    scope = "member"
