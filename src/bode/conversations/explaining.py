"""Why a message did not arrive, and what to do, for people: the platform's codes and ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bode.policy import refusals
from bode.whatsapp import Acts, PlatformError, Retry, is_known, meaning

from .models import Message
from .states import MessageStatus


@dataclass(frozen=True, kw_only=True)
class Explained:
    code: str
    title_nl: str
    title_en: str
    advice_nl: str
    advice_en: str
    repeat_after: timedelta | None = timedelta()
    """How long a person waits before they send the same once more; None: it would be in vain."""
    managers_advice_nl: str = ""
    """Instead of `advice`, to who manages the number: `advice` says to warn them."""
    managers_advice_en: str = ""


UNEXPLAINED = "unexplained"
"""The code of a failure that the platform gave none for."""

CONSENT_WITHDRAWN = "consent_withdrawn"
"""The code of what waited for a citizen who said meanwhile that they want no more of it."""

_ANOTHER_NL = (
    "Dat gebeurde voordat dit bericht weg was. Kies een ander sjabloon, of vraag uw beheerder "
    "ernaar."
)
_ANOTHER_EN = (
    "That happened before this message had left. Choose another template, or ask your "
    "administrator about it."
)

_OURS = {
    each.code: each
    for each in (
        Explained(
            code="unsettled",
            title_nl="Niet zeker of dit bericht is verstuurd",
            title_en="Not certain whether this message was sent",
            advice_nl="WhatsApp gaf geen antwoord. Kies zelf: opnieuw versturen of niet.",
            advice_en="WhatsApp did not answer. Decide: send it again or leave it.",
        ),
        Explained(
            code="given_up",
            title_nl="Niet verstuurd",
            title_en="Not sent",
            advice_nl="Een medewerker koos ervoor dit bericht niet opnieuw te versturen.",
            advice_en="A colleague decided not to send this message again.",
        ),
        Explained(
            code="broadcast_stopped",
            title_nl="Het groepsbericht is gestopt",
            title_en="The broadcast was stopped",
            advice_nl="Iemand stopte het groepsbericht voordat dit bericht weg was.",
            advice_en="Someone stopped the broadcast before this message had left.",
            repeat_after=None,
        ),
        Explained(
            code=UNEXPLAINED,
            title_nl="Het bericht is niet aangekomen",
            title_en="The message did not arrive",
            advice_nl="WhatsApp zegt niet waarom. Probeer het opnieuw, of bel of mail de inwoner.",
            advice_en="WhatsApp does not say why. Try again, or call or e-mail the citizen.",
        ),
        Explained(
            code="unreachable",
            title_nl="WhatsApp is niet bereikbaar",
            title_en="WhatsApp can't be reached",
            advice_nl="U hoeft niets te doen. Bode probeert het steeds opnieuw.",
            advice_en="You need not do anything. Bode keeps trying.",
        ),
        Explained(
            code="upload_failed",
            title_nl="Het bestand kon niet naar WhatsApp",
            title_en="The file could not be brought to WhatsApp",
            advice_nl="Dit bericht is niet verstuurd. Probeer het later opnieuw.",
            advice_en="This message was not sent. Try again later.",
        ),
        Explained(
            code="internal",
            title_nl="Er ging iets mis in Bode",
            title_en="Something went wrong in Bode",
            advice_nl="Dit bericht is niet verstuurd. Meld het bij uw beheerder.",
            advice_en="This message was not sent. Report it to your administrator.",
        ),
        Explained(
            code="portfolio_limit",
            title_nl="De gemeente schreef vandaag al zoveel inwoners als WhatsApp toestaat",
            title_en="The municipality wrote to as many citizens today as WhatsApp allows",
            advice_nl="Het bericht wacht, en gaat vanzelf weg als er weer ruimte is. "
            "Is er haast? Bel of mail de inwoner.",
            advice_en="The message waits, and leaves by itself when there is room again. "
            "In a hurry? Call or e-mail the citizen.",
        ),
        Explained(
            code="account_restricted",
            title_nl="WhatsApp laat de gemeente dit bericht nu niet versturen",
            title_en="WhatsApp does not let the municipality send this message now",
            advice_nl="Het bericht wacht tot het weer mag. Uw beheerder ziet bij Nummers wat er "
            "is. Ontbreekt de betaling? Dan zegt de beheerder daar wanneer die in orde is: "
            "WhatsApp meldt dat niet. Is er haast? Bel of mail de inwoner.",
            advice_en="The message waits until it may leave. Your administrator sees at Numbers "
            "what is wrong. If the payment is missing, they say there when it is in order: "
            "WhatsApp does not tell. In a hurry? Call or e-mail the citizen.",
        ),
        Explained(
            code="recipient_gone",
            title_nl="De inwoner heeft dit nummer niet meer",
            title_en="The citizen no longer has this number",
            advice_nl="Dit bericht is niet verstuurd: het nummer is nu van iemand anders. Mail de "
            "inwoner, of stuur een brief.",
            advice_en="This message was not sent: the number is someone else's now. E-mail the "
            "citizen, or send a letter.",
        ),
        Explained(
            code="no_licence",
            title_nl="De vergunning geldt niet meer",
            title_en="The licence is no longer in force",
            advice_nl="Dit bericht is niet verstuurd. Bel of mail de inwoner, of stuur een brief. "
            "Uw beheerder weet meer over de vergunning voor WhatsApp.",
            advice_en="This message was not sent. Call or e-mail the citizen, or send a letter. "
            "Your administrator knows more about the WhatsApp licence.",
        ),
        Explained(
            code="licence_suspended",
            title_nl="De vergunning voor WhatsApp is tijdelijk gestopt",
            title_en="The WhatsApp licence is suspended",
            advice_nl="Het bericht wacht tot de vergunning weer geldt. Duurt dat te lang, dan gaat "
            "het niet meer weg. Is er haast? Bel of mail de inwoner.",
            advice_en="The message waits until the licence is in force again. If that takes too "
            "long, it will not leave any more. In a hurry? Call or e-mail the citizen.",
        ),
        Explained(
            code="suspended_too_long",
            title_nl="De vergunning was te lang gestopt: dit bericht is niet meer van nu",
            title_en="The licence was suspended for too long: this message is out of date",
            advice_nl="Dit bericht is niet verstuurd. Klopt het nog? Verstuur het opnieuw zodra "
            "de vergunning weer geldt. Is er haast? Bel of mail de inwoner.",
            advice_en="This message was not sent. Is it still right? Send it again once the "
            "licence is in force. In a hurry? Call or e-mail the citizen.",
        ),
        Explained(
            code="purpose_forbidden",
            title_nl="Dit doel is niet toegestaan",
            title_en="This purpose is not allowed",
            advice_nl="Gebruik WhatsApp alleen voor de doelen in uw vergunning.",
            advice_en="Use WhatsApp only for the purposes in your licence.",
            repeat_after=None,
        ),
        Explained(
            code="purpose_not_licensed",
            title_nl="Dit doel staat niet meer in de vergunning",
            title_en="This purpose is no longer in the licence",
            advice_nl="Kies een ander doel, of vraag uw beheerder om dit doel aan te vragen.",
            advice_en="Choose another purpose, or ask your administrator to apply for it.",
        ),
        Explained(
            code="template_mismatch",
            title_nl="Dit sjabloon is nu voor een ander doel",
            title_en="This template is for another purpose now",
            advice_nl=_ANOTHER_NL,
            advice_en=_ANOTHER_EN,
            repeat_after=None,
        ),
        Explained(
            code="template_not_approved",
            title_nl="Dit sjabloon mag nu niet",
            title_en="This template may not be used now",
            advice_nl=_ANOTHER_NL,
            advice_en=_ANOTHER_EN,
        ),
        Explained(
            code="template_pending",
            title_nl="WhatsApp controleert dit sjabloon opnieuw",
            title_en="WhatsApp is checking this template again",
            advice_nl="Het sjabloon veranderde voordat dit bericht weg was. Kies een ander "
            "sjabloon, of probeer het later opnieuw.",
            advice_en="The template changed before this message had left. Choose another "
            "template, or try again later.",
        ),
        Explained(
            code="template_paused",
            title_nl="WhatsApp heeft dit sjabloon gepauzeerd",
            title_en="WhatsApp has paused this template",
            advice_nl="Inwoners waren er niet blij mee. Kies een ander sjabloon, of probeer het "
            "later opnieuw.",
            advice_en="Citizens were not happy with it. Choose another template, or try again "
            "later.",
        ),
        Explained(
            code="template_rejected",
            title_nl="WhatsApp heeft dit sjabloon afgekeurd",
            title_en="WhatsApp has rejected this template",
            advice_nl=_ANOTHER_NL,
            advice_en=_ANOTHER_EN,
            repeat_after=None,
        ),
        Explained(
            code="template_disabled",
            title_nl="WhatsApp heeft dit sjabloon uitgezet",
            title_en="WhatsApp has disabled this template",
            advice_nl=_ANOTHER_NL,
            advice_en=_ANOTHER_EN,
            repeat_after=None,
        ),
        Explained(
            code="template_deleted",
            title_nl="Dit sjabloon is verwijderd",
            title_en="This template was deleted",
            advice_nl=_ANOTHER_NL,
            advice_en=_ANOTHER_EN,
            repeat_after=None,
        ),
        Explained(
            code="no_consent",
            title_nl="WhatsApp ziet dit sjabloon als reclame",
            title_en="WhatsApp sees this template as marketing",
            advice_nl="Reclame gaat alleen naar inwoners die erom hebben gevraagd. Deze inwoner "
            "deed dat niet, of wil het niet meer. Kies een ander sjabloon.",
            advice_en="Marketing goes only to citizens who asked for it. This citizen did not, or "
            "no longer wants it. Choose another template.",
        ),
        Explained(
            code=CONSENT_WITHDRAWN,
            title_nl=refusals.CONSENT_WITHDRAWN.reason_nl.removesuffix("."),
            title_en=refusals.CONSENT_WITHDRAWN.reason_en.removesuffix("."),
            advice_nl=refusals.CONSENT_WITHDRAWN.advice_nl,
            advice_en=refusals.CONSENT_WITHDRAWN.advice_en,
            repeat_after=None,
        ),
    )
}

OUR_CODES = tuple(_OURS)
"""Why a message did not arrive, where it is not the platform that says so."""


def code_of_refusal(code: str, template_status: str) -> str:
    """Under which code a message is kept that the rules refused after it was queued.

    Of a template that is not approved it says why, in a word for programs: `template_paused`, …
    """
    exactly = f"template_{template_status.lower()}"
    return exactly if code == "template_not_approved" and exactly in _OURS else code


def code_told(status: str, errors: Iterable[PlatformError]) -> str:
    """The first code that the platform tells; ours, for a failure that says nothing of why."""
    told = next((str(error.code) for error in errors if error.code is not None), "")
    return told or (UNEXPLAINED if status == MessageStatus.FAILED else "")


def explain_error(code: str) -> Explained | None:
    """What a message's `error_code` means; None when there is none."""
    if not code:
        return None
    if code in _OURS:
        return _OURS[code]
    number = int(code) if code.isdecimal() else None
    status = int(code.removeprefix("http_")) if code.startswith("http_") else None
    sense = meaning(number, status)
    return Explained(
        code=code,
        title_nl=sense.title_nl,
        title_en=sense.title_en,
        advice_nl=sense.advice_nl,
        advice_en=sense.advice_en,
        repeat_after=sense.repeat_after,
    )


def explain_trouble(message: Message) -> Explained | None:
    """What is wrong with a message; None when nothing is.

    While it is still tried again by itself, nobody need do anything, whatever an error is told with
    once it is given up.
    """
    explained = explain_error(message.error_code)
    if explained is None or message.status != MessageStatus.QUEUED:
        return explained
    if not explained.code.isdecimal():
        return explained
    code = int(explained.code)
    sense = meaning(code, None)
    if sense.stops_number and sense.acts is not Acts.NOBODY:
        return replace(
            explained,
            advice_nl="Waarschuw uw beheerder. Tot die tijd verstuurt dit nummer niets.",
            advice_en="Warn your administrator. Until then this number sends nothing.",
            managers_advice_nl=explained.advice_nl,
            managers_advice_en=explained.advice_en,
        )
    if is_known(code) and sense.retry is not Retry.FEW:
        return explained  # it waits for somebody to do something
    return replace(
        explained,
        advice_nl="U hoeft niets te doen. Bode probeert het vanzelf opnieuw.",
        advice_en="You need not do anything. Bode tries again by itself.",
    )


def repeatable_from(message: Message) -> datetime | None:
    """From when a person may send once more what failed; None: the same again would be in vain."""
    explained = explain_error(message.error_code)
    wait = explained.repeat_after if explained else timedelta()
    return None if wait is None else (message.failed_at or message.at) + wait
