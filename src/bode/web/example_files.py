"""Why a file can't be a profile's picture or a template's example, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.errors import FileRefused
from bode.whatsapp.limits import MEGABYTE

_REASONS = {
    "empty": gettext_noop("Het bestand is leeg."),
    "too_large": gettext_noop("Het bestand is te groot. Het mag %(megabytes)s MB zijn."),
    "wrong_type": gettext_noop("Dit soort bestand past hier niet. Kies een ander bestand."),
    "unreadable": gettext_noop("Bode kan deze foto niet lezen. Kies een ander bestand."),
    "not_square": gettext_noop("De foto is niet vierkant. Maak hem even breed als hoog."),
    "too_small": gettext_noop("De foto is te klein. Hij moet %(limit)s pixels breed en hoog zijn."),
}


def why_refused(refused: FileRefused) -> str:
    """What is wrong with the file, and what to do."""
    told = {"megabytes": refused.limit // MEGABYTE, "limit": refused.limit}
    return _(_REASONS[refused.reason]) % told
