"""What the platform tells of numbers, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from bode.whatsapp.meanings import NOTHING_TO_DO, Acts, News, news

REACH = news(
    Acts.NOBODY,
    title=(
        "Aan hoeveel inwoners u als eerste mag schrijven, is opnieuw bepaald",
        "To how many citizens you may write first has been set anew",
    ),
    advice=NOTHING_TO_DO,
)

FREE_ANSWERS_ALMOST_USED = news(
    Acts.ADMINISTRATOR,
    title=(
        "De gratis antwoorden van deze maand zijn bijna op",
        "The free answers of this month are almost used up",
    ),
    advice=(
        (
            "De betaling ontbreekt. Regel die nu, samen met uw WhatsApp-leverancier. Zijn de "
            "gratis antwoorden op, dan verstuurt het nummer niets meer tot een nieuwe maand."
        ),
        (
            "Payment is missing. Arrange it now, together with your WhatsApp provider. Once the "
            "free answers are used up, the number sends nothing more until a new month."
        ),
    ),
)
"""Our own news, from what the platform told of payment and of each answer."""

QUALITIES: Mapping[str, News] = {
    "ONBOARDING": news(
        Acts.NOBODY,
        title=("Het nummer is aangemeld bij WhatsApp", "The number was registered with WhatsApp"),
        advice=NOTHING_TO_DO,
    ),
    "THROUGHPUT_UPGRADE": news(
        Acts.NOBODY,
        title=("Het nummer mag sneller versturen", "The number may send faster"),
        advice=(
            "U hoeft niets te doen. Bode verstuurt vanaf nu sneller.",
            "You need not do anything. Bode sends faster from now on.",
        ),
    ),
    "FLAGGED": news(
        Acts.ADMINISTRATOR,
        title=("Inwoners waarderen de berichten slecht", "Citizens don't like the messages"),
        advice=(
            (
                "Inwoners blokkeren het nummer of melden het. Verstuur alleen waar mensen om "
                "vroegen, en kijk welk sjabloon klachten geeft."
            ),
            (
                "Citizens block or report the number. Send only what people asked for, and see "
                "which template causes complaints."
            ),
        ),
    ),
    "UNFLAGGED": news(
        Acts.NOBODY,
        title=("Inwoners waarderen de berichten weer", "Citizens like the messages again"),
        advice=NOTHING_TO_DO,
    ),
    "UPGRADE": REACH,
    "DOWNGRADE": news(
        Acts.ADMINISTRATOR,
        title=(
            "U mag aan minder inwoners als eerste schrijven",
            "You may write first to fewer citizens",
        ),
        advice=(
            "Verstuur alleen waar mensen om vroegen. Plan grote verzendingen over meer dagen.",
            "Send only what people asked for. Spread large mailings over more days.",
        ),
    ),
}

NAMES: Mapping[str, News] = {
    "APPROVED": news(
        Acts.NOBODY,
        title=("WhatsApp heeft de naam goedgekeurd", "WhatsApp has approved the name"),
        advice=NOTHING_TO_DO,
    ),
    "REJECTED": news(
        Acts.PROVIDER,
        title=("WhatsApp heeft de naam afgekeurd", "WhatsApp has rejected the name"),
        advice=(
            (
                "Vraag uw WhatsApp-leverancier om een naam aan te vragen die duidelijk van uw "
                "gemeente is, bijvoorbeeld “Gemeente” met de plaats."
            ),
            (
                "Ask your WhatsApp provider to request a name that is clearly your municipality's, "
                "such as “Gemeente” with the place."
            ),
        ),
    ),
    "PENDING": news(
        Acts.NOBODY,
        title=("WhatsApp bekijkt de naam", "WhatsApp is reviewing the name"),
        advice=NOTHING_TO_DO,
    ),
    "DEFERRED": news(
        Acts.NOBODY,
        title=("WhatsApp bekijkt de naam later", "WhatsApp will review the name later"),
        advice=NOTHING_TO_DO,
    ),
}

SECURITY: Mapping[str, News] = {
    "PIN_CHANGED": news(
        Acts.ADMINISTRATOR,
        title=("De pincode van het nummer is veranderd", "The number's PIN was changed"),
        advice=(
            "Was u dit niet, en uw leverancier ook niet? Stel dan nu zelf een nieuwe pincode in.",
            "If it was neither you nor your provider, set a new PIN now.",
        ),
    ),
    "PIN_RESET_REQUEST": news(
        Acts.ADMINISTRATOR,
        title=(
            "Iemand vraagt om de pincode van het nummer te wissen",
            "Someone asks to reset the number's PIN",
        ),
        advice=(
            (
                "Was u dit niet, en uw leverancier ook niet? Bel nu uw leverancier: iemand "
                "probeert het nummer over te nemen."
            ),
            (
                "If it was neither you nor your provider, call your provider now: someone is "
                "trying to take over the number."
            ),
        ),
    ),
    "PIN_REQUEST_SUCCESS": news(
        Acts.ADMINISTRATOR,
        title=("De pincode van het nummer is gewist", "The number's PIN was reset"),
        advice=(
            "Stel nu een nieuwe pincode in. Was u dit niet? Bel dan ook uw leverancier.",
            "Set a new PIN now. If this was not you, call your provider too.",
        ),
    ),
}
