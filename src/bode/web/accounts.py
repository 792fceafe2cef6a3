"""How people come in: an administrator invites them, and nobody signs up.

allauth's own Dutch says "je" and Bode says "u": what allauth could tell someone has our words here
or in `templates/account` and `templates/mfa`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.organisations.models import Person
from bode.organisations.passwords import note_new_password, remind_of_password

# allauth has no types, hence the ignored classes.
_WRONG_CODE = gettext_lazy("Deze code klopt niet. Vul de code in die uw app nu toont.")


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in, without signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("Het e-mailadres of het wachtwoord klopt niet."),
        "enter_current_password": gettext_lazy("Dit is niet uw huidige wachtwoord."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet."),
        "rate_limited": gettext_lazy("U probeert het te vaak. Wacht even."),
        "too_many_login_attempts": gettext_lazy(
            "U heeft te vaak een verkeerd wachtwoord ingevuld. Probeer het later opnieuw."
        ),
    }

    def send_password_reset_mail(
        self,
        user: Person,
        email: str,  # noqa: ARG002 - allauth's shape
        context: dict[str, Any],
    ) -> None:
        """By the same mail as all else, to the address that we know; a secret link is in it."""
        remind_of_password(user, urlsplit(context["password_reset_url"]).path)

    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        note_new_password(user)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's shape
        return False


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("U kunt de tweede stap niet uitzetten."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Zet eerst de tweede stap aan. Daarna kunt u herstelcodes maken."
        ),
        "incorrect_code": _WRONG_CODE,
        "unverified_email": gettext_lazy(
            "Uw e-mailadres is nog niet bevestigd. Vraag uw beheerder om hulp."
        ),
    }


class LongEnough(MinimumLengthValidator):
    """The shortest password, in our words: of Django's own, this one has no Dutch."""

    def get_error_message(self) -> str:
        told = _("Dit wachtwoord is te kort. Gebruik minstens %(length)s tekens.")
        return told % {"length": self.min_length}
