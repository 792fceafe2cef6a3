"""Personal data in conversations: who citizens are and what was said with them."""

from __future__ import annotations

from bode.privacy import register as privacy

_CONVERSATION = "Wordt nog niet vanzelf verwijderd; de gemeente kiest zelf een termijn."

_REGISTERED = (
    privacy.PersonalData(
        model="conversations.Contact",
        fields=("name", "username"),
        what="Inwoner: naam en gebruikersnaam bij WhatsApp",
        why="Weten met wie de gemeente praat.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.ContactIdentity",
        fields=("value",),
        what="Inwoner: telefoonnummer of gebruikers-id bij WhatsApp",
        why="Het antwoord bij de juiste inwoner bezorgen.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.ContactEvent",
        fields=("value",),
        what="Inwoner: welke nummers, gebruikers-id's en namen er zijn bijgekomen of vervallen",
        why="Uitleggen waarom dit één en dezelfde inwoner is.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.MarketingChoice",
        fields=("wanted",),
        what="Inwoner: of die reclame wil",
        why="Geen reclame sturen aan wie die niet wil.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Conversation",
        fields=("preview",),
        what="Gesprek: het begin van het laatste bericht",
        why="De lijst met gesprekken tonen.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Message",
        fields=("text", "content", "author_name"),
        what="Bericht: de tekst, de inhoud en welke medewerker het schreef",
        why="De vraag van de inwoner beantwoorden.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.MessageVersion",
        fields=("text", "content"),
        what="Bericht: wat er stond voordat het werd bewerkt",
        why="Begrijpen waarop een antwoord sloeg.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Reaction",
        fields=("emoji",),
        what="Bericht: de emoji waarmee de inwoner reageert",
        why="Laten zien hoe de inwoner reageert.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Media",
        fields=("filename", "sha256"),
        what="Bijlage: de naam en het kenmerk van het bestand",
        why="Bijlagen van de inwoner bekijken.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Upload",
        fields=("filename", "sha256"),
        what="Bijlage van de gemeente: de naam en het kenmerk van het bestand",
        why="Een bestand naar de inwoner sturen.",
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Consent",
        fields=("address", "wording"),
        what="Toestemming: het telefoonnummer en de woorden waarmee die is gegeven",
        why="Bewijzen dat de inwoner om berichten heeft gevraagd.",
        how_long="Wordt nog niet vanzelf verwijderd; het bewijs kan nodig blijven.",
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
