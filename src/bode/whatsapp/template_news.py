"""What the platform tells of how a template stands, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from bode.whatsapp.meanings import NOTHING_TO_DO, Acts, News, news

_NOT_SENT = (
    "Wachtten er nog berichten mee? Die zijn niet verstuurd: kies daarvoor een ander sjabloon.",
    "If messages with it had not left yet, they were not sent: choose another template for those.",
)
_AGAIN = news(
    Acts.NOBODY,
    title=("Dit sjabloon mag weer", "This template may be used again"),
    advice=NOTHING_TO_DO,
)
_WAITS = news(
    Acts.NOBODY,
    title=("WhatsApp controleert dit sjabloon", "WhatsApp is checking this template"),
    advice=NOTHING_TO_DO,
)


def _paused(title: tuple[str, str], then: tuple[str, str]) -> News:
    return news(
        Acts.ADMINISTRATOR,
        title=title,
        advice=(f"{then[0]} {_NOT_SENT[0]}", f"{then[1]} {_NOT_SENT[1]}"),
    )


TEMPLATES: Mapping[str, News] = {
    "FIRST_PAUSE": _paused(
        ("WhatsApp pauzeert dit sjabloon 3 uur", "WhatsApp pauses this template for 3 hours"),
        (
            (
                "Inwoners blokkeren of melden het. Pas de tekst aan, of stuur het alleen aan wie "
                "het verwacht. De volgende pauze duurt 6 uur; daarna zet WhatsApp het uit."
            ),
            (
                "Citizens block or report it. Change the text, or send it only to those who expect "
                "it. The next pause lasts 6 hours; after that WhatsApp disables it."
            ),
        ),
    ),
    "SECOND_PAUSE": _paused(
        ("WhatsApp pauzeert dit sjabloon 6 uur", "WhatsApp pauses this template for 6 hours"),
        (
            (
                "Inwoners blokkeren of melden het nog steeds. Pas de tekst nu aan: de volgende "
                "keer zet WhatsApp het uit."
            ),
            (
                "Citizens still block or report it. Change the text now: the next time WhatsApp "
                "disables it."
            ),
        ),
    ),
    "RATE_LIMITING_PAUSE": _paused(
        ("WhatsApp pauzeert dit sjabloon", "WhatsApp pauses this template"),
        (
            (
                "WhatsApp remt het af, en zegt niet hoelang. Vindt u de tekst goed? Beëindig dan "
                "de pauze bij het sjabloon."
            ),
            (
                "WhatsApp slows it down, and does not say for how long. If the text is good, end "
                "the pause on the template's page."
            ),
        ),
    ),
    "PAUSED": _paused(
        ("WhatsApp pauzeert dit sjabloon", "WhatsApp pauses this template"),
        (
            "Inwoners zijn er niet blij mee. Pas de tekst aan, of wacht tot de pauze voorbij is.",
            "Citizens are not happy with it. Change the text, or wait until the pause is over.",
        ),
    ),
    "DISABLED": _paused(
        ("WhatsApp heeft dit sjabloon uitgezet", "WhatsApp has disabled this template"),
        (
            (
                "Het was te vaak niet goed. Maak een nieuw sjabloon met een andere tekst. Niet mee "
                "eens? Maak bezwaar, samen met uw leverancier."
            ),
            (
                "It was not good too often. Make a new template with another text. If you "
                "disagree, appeal together with your provider."
            ),
        ),
    ),
    "FLAGGED": news(
        Acts.ADMINISTRATOR,
        title=("Inwoners zijn niet blij met dit sjabloon", "Citizens don't like this template"),
        advice=(
            (
                "Het mag nog. Pas de tekst aan, of stuur het alleen aan wie het verwacht: anders "
                "zet WhatsApp het stil."
            ),
            (
                "It may still be used. Change the text, or send it only to those who expect it: "
                "otherwise WhatsApp pauses it."
            ),
        ),
    ),
    "REJECTED": _paused(
        ("WhatsApp heeft dit sjabloon afgekeurd", "WhatsApp has rejected this template"),
        (
            "Pas de tekst aan en dien het opnieuw in.",
            "Change the text and submit it again.",
        ),
    ),
    "PENDING_DELETION": _paused(
        ("WhatsApp verwijdert dit sjabloon", "WhatsApp is deleting this template"),
        (
            "Hebt u dat niet gevraagd? Kijk in uw WhatsApp-account wie dat deed.",
            "If you did not ask for that, look in your WhatsApp account who did.",
        ),
    ),
    "LIMIT_EXCEEDED": _paused(
        ("Het account heeft te veel sjablonen", "The account has too many templates"),
        (
            "Verwijder of archiveer wat u niet meer gebruikt.",
            "Delete or archive what you no longer use.",
        ),
    ),
    "LOCKED": _paused(
        ("WhatsApp heeft dit sjabloon op slot gezet", "WhatsApp has locked this template"),
        (
            "Vraag uw WhatsApp-leverancier waarom.",
            "Ask your WhatsApp provider why.",
        ),
    ),
    "ARCHIVED": news(
        Acts.NOBODY,
        title=("Dit sjabloon ligt in het archief", "This template is in the archive"),
        advice=(
            (
                "Haal het binnen 28 dagen terug als u het nog nodig hebt. Daarna verwijdert "
                "WhatsApp het."
            ),
            "Bring it back within 28 days if you still need it. After that WhatsApp deletes it.",
        ),
    ),
    **dict.fromkeys(("APPROVED", "REINSTATED", "UNPAUSE", "UNARCHIVED"), _AGAIN),
    **dict.fromkeys(("PENDING", "IN_APPEAL"), _WAITS),
    "DELETED": news(
        Acts.NOBODY,
        title=("Dit sjabloon is verwijderd", "This template was deleted"),
        advice=NOTHING_TO_DO,
    ),
}
"""By the platform's word for why (FIRST_PAUSE, …) or else for what happened (PAUSED, …)."""
