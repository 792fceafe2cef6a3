"""Personal data of the desk: what agents write down around conversations."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_REGISTERED = (
    privacy.PersonalData(
        model="desk.Draft",
        fields=("fields",),
        what=gettext_noop("Concept: wat een medewerker schreef en nog niet verstuurde"),
        why=gettext_noop("Verder schrijven na een onderbreking, ook op een andere computer."),
        how_long=gettext_noop(
            "Veertien dagen na de laatste wijziging. Weg zodra het bericht is verstuurd."
        ),
    ),
    privacy.PersonalData(
        model="desk.QuickReply",
        fields=("author",),
        what=gettext_noop("Snel antwoord: wie het schreef of wijzigde"),
        why=gettext_noop("Weten aan wie men iets over de tekst kan vragen."),
        how_long=gettext_noop("Zolang het snelle antwoord bestaat."),
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
