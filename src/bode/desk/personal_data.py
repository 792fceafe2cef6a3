"""Personal data of the desk: what agents write down around conversations."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_AS_CONVERSATION = gettext_noop("Zo lang als het gesprek waar het bij hoort.")

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
    privacy.PersonalData(
        model="desk.Note",
        fields=("text", "author_name"),
        what=gettext_noop("Interne notitie: wat medewerkers over een gesprek zeggen, en wie"),
        why=gettext_noop("Elkaar helpen om de inwoner goed te antwoorden."),
        how_long=gettext_noop(
            "Zo lang als het gesprek. Wie een notitie schreef, kan die een uur lang verwijderen."
        ),
    ),
    privacy.PersonalData(
        model="desk.NoteVersion",
        fields=("text",),
        what=gettext_noop("Interne notitie: wat er stond voordat die werd gewijzigd"),
        why=gettext_noop("Laten zien wat er eerst stond."),
        how_long=_AS_CONVERSATION,
    ),
    privacy.PersonalData(
        model="desk.Mention",
        fields=("person", "seen_at"),
        what=gettext_noop("Interne notitie: welke collega is genoemd, en of die het heeft gezien"),
        why=gettext_noop("Een collega laten weten dat er een vraag voor die is."),
        how_long=_AS_CONVERSATION,
    ),
    privacy.PersonalData(
        model="desk.ConversationTag",
        fields=("given_by",),
        what=gettext_noop("Label van een gesprek: wie het gaf"),
        why=gettext_noop("Gesprekken sorteren en terugvinden."),
        how_long=_AS_CONVERSATION,
    ),
    privacy.PersonalData(
        model="desk.SavedView",
        fields=("owner", "name", "filters", "author"),
        what=gettext_noop("Medewerker: bewaarde weergaven van gesprekken"),
        why=gettext_noop("Dezelfde gesprekken terugvinden zonder opnieuw te kiezen."),
        how_long=gettext_noop(
            "Tot iemand de weergave verwijdert, of geen medewerker klantcontact meer is."
        ),
    ),
    privacy.PersonalData(
        model="desk.Presence",
        fields=("is_away", "active_at", "seen_at", "given_at", "looked_at", "typed_at"),
        what=gettext_noop(
            "Medewerker: of die beschikbaar is, wanneer Bode die voor het laatst zag, en in welk "
            "gesprek die nu kijkt of typt"
        ),
        why=gettext_noop(
            "Gesprekken geven aan wie er is, en voorkomen dat twee collega’s tegelijk antwoorden."
        ),
        how_long=gettext_noop("Tot iemand geen medewerker klantcontact meer is."),
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
