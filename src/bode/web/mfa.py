"""A second factor for everyone who signs in, where the settings demand it."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class RequireSecondFactor:
    """Send someone without an authenticator app to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.open_paths = (
            reverse("mfa_index"),
            reverse("account_logout"),
            reverse("account_reauthenticate"),
            reverse("set_language"),
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._lacks_it(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _lacks_it(self, request: HttpRequest) -> bool:
        return (
            settings.SECOND_FACTOR_REQUIRED
            and not request.path.startswith(self.open_paths)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        )
