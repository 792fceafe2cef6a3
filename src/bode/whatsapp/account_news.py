"""What the platform tells of accounts, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from bode.whatsapp.meanings import NOTHING_TO_DO, Acts, News, news

_OFFICIAL = (
    "De berichten gaan gewoon door. Wilt u het vinkje toch? Vraag uw WhatsApp-leverancier.",
    "Messages go on as before. If you want the tick, ask your WhatsApp provider.",
)
_NO_ACCESS = (
    (
        "Bode kijkt meteen of het zelf nog toegang heeft. Zo niet, dan staat het nummer stil. "
        "Vraag uw WhatsApp-leverancier wie dit was."
    ),
    (
        "Bode looks at once whether it still has access itself. If not, the number stands still. "
        "Ask your WhatsApp provider who this was."
    ),
)
_WHO_IS_IT = (
    "Kent u deze partij niet? Vraag uw WhatsApp-leverancier wie het is.",
    "If you don't know who this is, ask your WhatsApp provider.",
)
_NO_ADVERTISING = (
    (
        "Een gemeente mag WhatsApp niet voor reclame gebruiken. Zoek uit wie dit deed en draai het "
        "terug."
    ),
    "A municipality may not use WhatsApp for advertising. Find out who did this, and undo it.",
)
_VERIFY = (
    "Geef WhatsApp de gegevens die het vraagt, samen met uw WhatsApp-leverancier.",
    "Give WhatsApp the information it asks for, together with your WhatsApp provider.",
)

BANS: Mapping[str, News] = {
    "SCHEDULE_FOR_DISABLE": news(
        Acts.ADMINISTRATOR,
        title=("WhatsApp gaat uw account uitzetten", "WhatsApp is going to disable your account"),
        advice=(
            (
                "Maak voor die dag bezwaar bij WhatsApp, samen met uw leverancier. Daarna "
                "verstuurt geen enkel nummer van dit account nog iets."
            ),
            (
                "Appeal to WhatsApp before that day, together with your provider. After that no "
                "number of this account sends anything."
            ),
        ),
    ),
    "DISABLE": news(
        Acts.ADMINISTRATOR,
        title=("WhatsApp heeft uw account uitgezet", "WhatsApp has disabled your account"),
        advice=(
            (
                "Maak bezwaar bij WhatsApp, samen met uw leverancier. Bode houdt alle berichten "
                "vast. Zet WhatsApp het account weer aan, dan gaan ze vanzelf weg."
            ),
            (
                "Appeal to WhatsApp, together with your provider. Bode holds all messages. Once "
                "WhatsApp enables the account again, they leave by themselves."
            ),
        ),
    ),
    "REINSTATE": news(
        Acts.NOBODY,
        title=(
            "WhatsApp heeft uw account weer aangezet",
            "WhatsApp has enabled your account again",
        ),
        advice=(
            "U hoeft niets te doen. Berichten die wachtten, gaan vanzelf weg.",
            "You need not do anything. Messages that waited leave by themselves.",
        ),
    ),
}
"""By the state of the ban."""

UPDATES: Mapping[str, News] = {
    "ACCOUNT_VIOLATION": news(
        Acts.ADMINISTRATOR,
        title=("WhatsApp vindt dat u een regel overtreedt", "WhatsApp says that you break a rule"),
        advice=(
            (
                "Lees in uw WhatsApp-account welke regel, en pas uw berichten aan. Niet mee eens? "
                "Maak bezwaar, samen met uw leverancier. Bij een volgende keer kan WhatsApp u "
                "beperken."
            ),
            (
                "Read in your WhatsApp account which rule, and change your messages. If you "
                "disagree, appeal together with your provider. The next time WhatsApp may restrict "
                "you."
            ),
        ),
    ),
    "ACCOUNT_RESTRICTION": news(
        Acts.ADMINISTRATOR,
        title=("WhatsApp beperkt uw account", "WhatsApp restricts your account"),
        advice=(
            (
                "Bode houdt de berichten vast die nu niet mogen, en verstuurt ze vanzelf als het "
                "weer mag. Niet mee eens? Maak bezwaar, samen met uw leverancier."
            ),
            (
                "Bode holds the messages that are not allowed now, and sends them by itself once "
                "they are. If you disagree, appeal together with your provider."
            ),
        ),
    ),
    "ACCOUNT_DELETED": news(
        Acts.PROVIDER,
        title=("Uw account bij WhatsApp is verwijderd", "Your account with WhatsApp was deleted"),
        advice=(
            (
                "Vraag uw WhatsApp-leverancier hoe u weer een account krijgt. Tot die tijd "
                "verstuurt Bode niets."
            ),
            (
                "Ask your WhatsApp provider how to get an account again. Until then Bode sends "
                "nothing."
            ),
        ),
    ),
    "ACCOUNT_OFFBOARDED": news(
        Acts.PROVIDER,
        title=(
            "Uw account is losgekoppeld van het WhatsApp-platform",
            "Your account was disconnected from the WhatsApp platform",
        ),
        advice=(
            (
                "Vraag uw WhatsApp-leverancier om het weer aan te sluiten. Bode houdt alle "
                "berichten vast, en verstuurt ze daarna vanzelf."
            ),
            (
                "Ask your WhatsApp provider to connect it again. Bode holds all messages, and "
                "sends them by itself after that."
            ),
        ),
    ),
    "ACCOUNT_RECONNECTED": news(
        Acts.NOBODY,
        title=("Uw account is weer aangesloten", "Your account is connected again"),
        advice=NOTHING_TO_DO,
    ),
    "PARTNER_ADDED": news(
        Acts.NOBODY,
        title=("Een partij heeft toegang tot uw account", "Someone has access to your account"),
        advice=_WHO_IS_IT,
    ),
    "PARTNER_APP_INSTALLED": news(
        Acts.NOBODY,
        title=("Een app heeft toegang tot uw account", "An app has access to your account"),
        advice=_WHO_IS_IT,
    ),
    "PARTNER_REMOVED": news(
        Acts.PROVIDER,
        title=(
            "Een partij heeft geen toegang meer tot uw account",
            "Someone no longer has access to your account",
        ),
        advice=_NO_ACCESS,
    ),
    "PARTNER_APP_UNINSTALLED": news(
        Acts.PROVIDER,
        title=(
            "Een app heeft geen toegang meer tot uw account",
            "An app no longer has access to your account",
        ),
        advice=_NO_ACCESS,
    ),
    "PARTNER_CLIENT_CERTIFICATION_NEEDED": news(
        Acts.ADMINISTRATOR,
        title=("WhatsApp wil controleren wie u bent", "WhatsApp wants to verify who you are"),
        advice=_VERIFY,
    ),
    "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE": news(
        Acts.PROVIDER,
        title=(
            "Er is nieuws over de controle van wie u bent",
            "There is news about the verification of who you are",
        ),
        advice=(
            "Vraag uw WhatsApp-leverancier of er nog iets nodig is.",
            "Ask your WhatsApp provider whether anything else is needed.",
        ),
    ),
    "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE": news(
        Acts.NOBODY,
        title=("Het land van uw account is veranderd", "The country of your account has changed"),
        advice=NOTHING_TO_DO,
    ),
    "AD_ACCOUNT_LINKED": news(
        Acts.ADMINISTRATOR,
        title=(
            "Er is een advertentieaccount gekoppeld aan uw WhatsApp",
            "An advertising account was linked to your WhatsApp",
        ),
        advice=_NO_ADVERTISING,
    ),
    "MM_LITE_TERMS_SIGNED": news(
        Acts.ADMINISTRATOR,
        title=(
            "Iemand ging akkoord met de voorwaarden voor reclame",
            "Someone accepted the terms for marketing messages",
        ),
        advice=_NO_ADVERTISING,
    ),
    "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE": news(
        Acts.NOBODY,
        title=(
            "Inlogcodes naar het buitenland krijgen een andere prijs",
            "Login codes to other countries get another price",
        ),
        advice=NOTHING_TO_DO,
    ),
    "VOLUME_BASED_PRICING_TIER_UPDATE": news(
        Acts.NOBODY,
        title=(
            "De prijs per bericht verandert, want u verstuurt er veel",
            "The price of a message changes, as you send many",
        ),
        advice=("U hoeft niets te doen. Kijk bij Kosten.", "Nothing to do. Look at Costs."),
    ),
}

REVIEWS: Mapping[str, News] = {
    "APPROVED": news(
        Acts.NOBODY,
        title=("WhatsApp heeft uw account goedgekeurd", "WhatsApp has approved your account"),
        advice=NOTHING_TO_DO,
    ),
    "REJECTED": news(
        Acts.PROVIDER,
        title=("WhatsApp heeft uw account afgekeurd", "WhatsApp has rejected your account"),
        advice=(
            (
                "Vraag uw WhatsApp-leverancier naar de reden, en maak zo nodig samen bezwaar. Bode "
                "houdt alle berichten vast, tot WhatsApp het account goedkeurt."
            ),
            (
                "Ask your WhatsApp provider for the reason, and appeal together if needed. Bode "
                "holds all messages until WhatsApp approves the account."
            ),
        ),
    ),
    "PENDING": news(
        Acts.NOBODY,
        title=("WhatsApp bekijkt uw account", "WhatsApp is reviewing your account"),
        advice=NOTHING_TO_DO,
    ),
    "DEFERRED": news(
        Acts.NOBODY,
        title=("WhatsApp kijkt later naar uw account", "WhatsApp will review your account later"),
        advice=NOTHING_TO_DO,
    ),
}

ALERTS: Mapping[str, News] = {
    "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED": news(
        Acts.NOBODY,
        title=(
            "U mag nog niet aan meer inwoners schrijven",
            "You may not write to more citizens yet",
        ),
        advice=(
            "U hoeft niets te doen. WhatsApp kijkt later opnieuw.",
            "You need not do anything. WhatsApp will look again later.",
        ),
    ),
    "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED": news(
        Acts.ADMINISTRATOR,
        title=(
            "U mag niet aan meer inwoners schrijven",
            "You may not write to more citizens",
        ),
        advice=(
            "Let op de kwaliteit van uw nummers. Vraag uw WhatsApp-leverancier wat er mist.",
            "Mind the quality of your numbers. Ask your WhatsApp provider what is missing.",
        ),
    ),
    "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO": news(
        Acts.ADMINISTRATOR,
        title=(
            "WhatsApp vraagt gegevens voordat u meer inwoners mag schrijven",
            "WhatsApp asks for information before you may write to more citizens",
        ),
        advice=_VERIFY,
    ),
    "OBA_APPROVED": news(
        Acts.NOBODY,
        title=("Uw nummer heeft nu het vinkje van WhatsApp", "Your number now has WhatsApp's tick"),
        advice=NOTHING_TO_DO,
    ),
    "OBA_REJECTED": news(
        Acts.ADMINISTRATOR,
        title=("Uw nummer krijgt geen vinkje van WhatsApp", "Your number gets no tick of WhatsApp"),
        advice=_OFFICIAL,
    ),
    "PROFILE_PICTURE_LOST": news(
        Acts.ADMINISTRATOR,
        title=("De profielfoto van uw nummer is weg", "The picture of your number is gone"),
        advice=(
            "Laat uw WhatsApp-leverancier de foto opnieuw plaatsen.",
            "Have your WhatsApp provider put the picture back.",
        ),
    ),
}
