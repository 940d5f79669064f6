"""How people sign in: by code, password or passkey; new logins only by an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

INVITED = "invited_to"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter: closed to sign-up unless an invitation was opened in this session."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """True only for someone who holds an invitation."""
        return INVITED in request.session

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Back to the invitation that brought them here."""
        return str(request.session.get(INVITED, "/"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to an opened invitation, else to the union."""
        return str(request.session.get(INVITED) or super().get_login_redirect_url(request))
