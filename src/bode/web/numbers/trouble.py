"""What the platform answered, when it did not do what was asked: in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bode.privacy.encryption import SecretUnreadable
from bode.web.templatetags.bode import local
from bode.whatsapp import Refused, WhatsAppError, meaning_for_administrator

_WRONG_PARAMETER = 100


NOT_DONE = (WhatsAppError, SecretUnreadable)
"""What `told` explains."""


def told(error: WhatsAppError | SecretUnreadable, *, about_profile: bool = False) -> str:
    """What went wrong and what to do, by the error's code alone."""
    if isinstance(error, SecretUnreadable):
        return _("Bode kan de sleutel van dit nummer niet lezen. Koppel het nummer opnieuw.")
    if not isinstance(error, Refused):
        return _("WhatsApp gaf geen antwoord. Probeer het later opnieuw.")
    if about_profile and error.error.code == _WRONG_PARAMETER:
        return _("WhatsApp neemt deze gegevens niet aan. Controleer de velden.")
    sense = meaning_for_administrator(error.error.code, error.http_status)
    return f"{local(sense, 'title')}. {local(sense, 'advice')}"
