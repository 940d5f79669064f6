"""Makes and takes back tokens for programs."""

import secrets
from uuid import UUID

from django.db import transaction

from unions.people.models.api_token import ApiToken
from unions.people.models.user import User
from unions.people.queries.api_tokens import digest_of
from unions.refusals import NotFound


@transaction.atomic
def make(*, name: str, by: User) -> str:
    """Make a token and return it; it cannot be shown again."""
    token = f"oc_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(user=by, name=name[:60], digest=digest_of(token))
    return token


@transaction.atomic
def take_back(*, token_id: UUID, by: User) -> None:
    """Remove one's own token. Raises NotFound for a foreign or unknown id."""
    removed, _ = ApiToken.objects.filter(id=token_id, user=by).delete()
    if not removed:
        raise NotFound
