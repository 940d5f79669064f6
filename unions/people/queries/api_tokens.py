"""Whose token it is."""

import hashlib

from unions.people.models.api_token import ApiToken
from unions.people.models.user import User

TOKEN_CHARS_MAX = 100


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> User | None:
    """The active owner of a token, or None."""
    if not token or len(token) > TOKEN_CHARS_MAX:
        return None
    found = ApiToken.objects.select_related("user").filter(digest=digest_of(token)).first()
    return found.user if found is not None and found.user.is_active else None


def of_user(user: User) -> list[ApiToken]:
    """The tokens of one user, newest first."""
    return list(ApiToken.objects.filter(user=user).order_by("-created_at"))
