"""Personal data in conversations: who citizens are and what was said with them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_CONVERSATION = gettext_noop(
    "Blijft staan: Bode verwijdert dit nog niet, en er is nog geen termijn in te stellen."
)

_REGISTERED = (
    privacy.PersonalData(
        model="conversations.Contact",
        fields=("name", "username", "language"),
        what=gettext_noop("Inwoner: naam en gebruikersnaam bij WhatsApp, en de taal"),
        why=gettext_noop("Weten met wie de gemeente praat."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.ContactIdentity",
        fields=("value",),
        what=gettext_noop("Inwoner: telefoonnummer of gebruikers-id bij WhatsApp"),
        why=gettext_noop("Het antwoord bij de juiste inwoner bezorgen."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.ContactEvent",
        fields=("value", "actor", "reason"),
        what=gettext_noop(
            "Inwoner: welke nummers, gebruikers-id's en namen er zijn bijgekomen of vervallen, en "
            "welke medewerker twee contacten samenvoegde en waarom"
        ),
        why=gettext_noop("Uitleggen waarom dit één en dezelfde inwoner is."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.MarketingChoice",
        fields=("wanted",),
        what=gettext_noop("Inwoner: of die reclame wil"),
        why=gettext_noop("Geen reclame sturen aan wie die niet wil."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Conversation",
        fields=("preview", "language"),
        what=gettext_noop("Gesprek: het begin van het laatste bericht, en de taal van de inwoner"),
        why=gettext_noop("De lijst met gesprekken tonen, en in de goede taal antwoorden."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.ConversationEvent",
        fields=("actor_name", "note"),
        what=gettext_noop("Gesprek: wie het oppakte, doorgaf of afsloot, en wat erbij werd gezegd"),
        why=gettext_noop("Weten wie met dit gesprek bezig is, en wat er is gedaan."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.PurposeChange",
        fields=("reason", "actor"),
        what=gettext_noop("Gesprek: waarom het een ander doel kreeg, en van wie"),
        why=gettext_noop("Uitleggen waarom dit gesprek over iets anders gaat dan eerst."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Message",
        fields=("text", "content", "author_name"),
        what=gettext_noop("Bericht: de tekst, de inhoud en welke medewerker het schreef"),
        why=gettext_noop("De vraag van de inwoner beantwoorden."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.SearchEntry",
        fields=("lexemes",),
        what=gettext_noop("Zoeken: de woorden uit berichten, notities en namen van inwoners"),
        why=gettext_noop("Terugvinden wat er is gezegd."),
        how_long=gettext_noop("Zo lang als het bericht, de notitie of de inwoner zelf."),
    ),
    privacy.PersonalData(
        model="conversations.MessageVersion",
        fields=("text", "content"),
        what=gettext_noop("Bericht: wat er stond voordat het werd bewerkt"),
        why=gettext_noop("Begrijpen waarop een antwoord sloeg."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Reaction",
        fields=("emoji",),
        what=gettext_noop("Bericht: de emoji waarmee de inwoner reageert"),
        why=gettext_noop("Laten zien hoe de inwoner reageert."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Media",
        fields=("filename", "sha256"),
        what=gettext_noop("Bijlage: de naam en het kenmerk van het bestand"),
        why=gettext_noop("Bijlagen van de inwoner bekijken."),
        how_long=_CONVERSATION,
    ),
    privacy.PersonalData(
        model="conversations.Upload",
        fields=("filename", "sha256"),
        what=gettext_noop("Bijlage van de gemeente: de naam en het kenmerk van het bestand"),
        why=gettext_noop("Een bestand naar de inwoner sturen."),
        how_long=gettext_noop(
            "Dertig dagen als het niet wordt verstuurd. Wat is verstuurd, wordt nog niet vanzelf "
            "verwijderd."
        ),
    ),
    privacy.PersonalData(
        model="conversations.ContentOverride",
        fields=("text", "content", "reason", "remark", "requested_by_name", "decided_by_name"),
        what=gettext_noop(
            "Vraag aan een tweede persoon: het bericht, waarom, wie het vroeg en wie besliste"
        ),
        why=gettext_noop("Alleen na twee keer kijken sturen wat de controle tegenhoudt."),
        how_long=gettext_noop("Een jaar."),
    ),
    privacy.PersonalData(
        model="conversations.Export",
        fields=("actor",),
        what=gettext_noop("Alles om mee te nemen: wie het liet inpakken, en het bestand zelf"),
        why=gettext_noop("Naar een ander product kunnen gaan met wat van de gemeente is."),
        how_long=gettext_noop("Het bestand zeven dagen. Wie het liet inpakken blijft staan."),
    ),
    privacy.PersonalData(
        model="conversations.Consent",
        fields=("address", "wording"),
        what=gettext_noop("Toestemming: het telefoonnummer en de woorden waarmee die is gegeven"),
        why=gettext_noop("Bewijzen dat de inwoner om berichten heeft gevraagd."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd; het bewijs kan nodig blijven."),
    ),
    privacy.PersonalData(
        model="conversations.ConsentArea",
        fields=("area", "wording"),
        what=gettext_noop("Toestemming: voor welk gebied, en de woorden waarmee die is gegeven"),
        why=gettext_noop("Een inwoner alleen berichten over het gekozen gebied sturen."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd; het bewijs kan nodig blijven."),
    ),
    privacy.PersonalData(
        model="conversations.ConsentEmail",
        fields=("address", "email"),
        what=gettext_noop("Toestemming: het e-mailadres dat de inwoner daarbij gaf"),
        why=gettext_noop("In een crisis ook bereiken wie het bericht niet via WhatsApp kreeg."),
        how_long=gettext_noop(
            "Tot de inwoner de berichten niet meer wil, of het adres verandert of weghaalt."
        ),
    ),
    privacy.PersonalData(
        model="conversations.EmailAsked",
        fields=("email", "code"),
        what=gettext_noop("E-mailadres dat een inwoner in de chat gaf, met de code daarvoor"),
        why=gettext_noop("Zeker weten dat het van de inwoner is, voordat er iets naartoe gaat."),
        how_long=gettext_noop(
            "Tot de inwoner de code terugstuurt, en hooguit een week. Het bericht waarin het stond "
            "blijft zo lang als andere berichten."
        ),
    ),
    privacy.PersonalData(
        model="conversations.MailboxAsked",
        fields=("email",),
        what=gettext_noop("E-mailadres waarvoor in de chat een code is gevraagd, en wanneer"),
        why=gettext_noop("Niemand veel e-mail sturen omdat een ander steeds dat adres opgeeft."),
        how_long=gettext_noop("Een dag of twee."),
    ),
    privacy.PersonalData(
        model="conversations.ConsentImport",
        fields=("filename", "content", "entered_by"),
        what=gettext_noop("Bestand met toestemmingen van elders, en wie het inlas"),
        why=gettext_noop("Eerst laten zien wat erin staat, en het dan overnemen."),
        how_long=gettext_noop(
            "Het bestand tot het is overgenomen of weggegooid, hoogstens een dag. Wie het inlas "
            "blijft staan."
        ),
    ),
    privacy.PersonalData(
        model="conversations.Keyword",
        fields=("actor",),
        what=gettext_noop("Aanmeldwoorden: wie een woord heeft toegevoegd"),
        why=gettext_noop("Laten zien wie bepaalde waarmee inwoners zich aanmelden."),
        how_long=gettext_noop("Tot het woord wordt verwijderd."),
    ),
    privacy.PersonalData(
        model="conversations.ConsentWording",
        fields=("actor",),
        what=gettext_noop("Vragen om toestemming: wie de tekst heeft gewijzigd"),
        why=gettext_noop("Laten zien wie bepaalde wat inwoners te lezen kregen."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd; het bewijs kan nodig blijven."),
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
