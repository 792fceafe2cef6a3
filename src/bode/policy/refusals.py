"""The reasons for which a message is refused, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from . import rules
from .rules import Rule

if TYPE_CHECKING:
    from .contents import Finding


class RefusalCode(StrEnum):
    """Every reason, in the order in which they are looked at: the first that holds is given."""

    RECIPIENT_INVALID = "recipient_invalid"
    PURPOSE_FORBIDDEN = "purpose_forbidden"
    NO_LICENCE = "no_licence"
    PURPOSE_NOT_LICENSED = "purpose_not_licensed"
    TOKEN_PURPOSE = "token_purpose"  # noqa: S105 - no secret
    TEMPLATE_NOT_APPROVED = "template_not_approved"
    TEMPLATE_MISMATCH = "template_mismatch"
    WINDOW_CLOSED = "window_closed"
    NO_CONSENT = "no_consent"
    CONTENT_FORBIDDEN = "content_forbidden"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a message may not be sent, for people; the texts are at level B1."""

    code: RefusalCode
    reason_nl: str
    reason_en: str
    advice_nl: str
    """What to do instead."""
    advice_en: str
    rule: str
    """In Dutch."""
    rule_en: str
    source: str
    """In Dutch."""
    source_en: str
    findings: tuple[Finding, ...] = ()
    """The words in its texts that are the reason, where they are."""

    def because(self, reason_nl: str, reason_en: str) -> Refusal:
        """Return the same refusal with a more precise reason."""
        return replace(self, reason_nl=reason_nl, reason_en=reason_en)

    def under(self, rule: Rule) -> Refusal:
        """Return the same refusal under another rule."""
        return replace(
            self,
            rule=rule.nl,
            rule_en=rule.en,
            source=rule.source.nl,
            source_en=rule.source.en,
        )


def refusal(
    code: RefusalCode, rule: Rule, *, reason: tuple[str, str], advice: tuple[str, str]
) -> Refusal:
    """Return a refusal under a rule; `reason` and `advice` in Dutch and in English."""
    return Refusal(
        code=code,
        reason_nl=reason[0],
        reason_en=reason[1],
        advice_nl=advice[0],
        advice_en=advice[1],
        rule=rule.nl,
        rule_en=rule.en,
        source=rule.source.nl,
        source_en=rule.source.en,
    )


RECIPIENT_INVALID = refusal(
    RefusalCode.RECIPIENT_INVALID,
    rules.RECIPIENT,
    reason=(
        "Dit is geen telefoonnummer dat WhatsApp kan hebben.",
        "This is not a phone number that can have WhatsApp.",
    ),
    advice=(
        "Controleer het nummer. Een goed nummer is bijvoorbeeld 06 gevolgd door acht cijfers.",
        "Check the number. A Dutch mobile number is 06 followed by eight digits.",
    ),
)

RECIPIENT_PROBLEMS = {
    "missing": RECIPIENT_INVALID.because(
        "Er is geen ontvanger ingevuld.", "No recipient was given."
    ),
    "not_a_number": RECIPIENT_INVALID.because(
        "Dit is geen telefoonnummer.", "This is not a phone number."
    ),
    "not_valid": RECIPIENT_INVALID.because(
        "Dit telefoonnummer bestaat niet.", "This phone number does not exist."
    ),
    "not_mobile": RECIPIENT_INVALID.because(
        "Dit is geen mobiel nummer.", "This is not a mobile number."
    ),
    "not_a_user_id": refusal(
        RefusalCode.RECIPIENT_INVALID,
        rules.RECIPIENT,
        reason=("Dit is geen gebruikers-id van WhatsApp.", "This is not a user id of WhatsApp."),
        advice=(
            "Neem het gebruikers-id over uit het gesprek met de inwoner.",
            "Take the user id from the conversation with the citizen.",
        ),
    ),
}
"""By the codes of `basics.RecipientInvalid`, and `not_a_user_id`."""

PURPOSE_UNKNOWN = refusal(
    RefusalCode.PURPOSE_FORBIDDEN,
    rules.KNOWN_PURPOSE,
    reason=("Dit doel bestaat niet.", "This purpose does not exist."),
    advice=("Kies een doel uit de lijst.", "Choose a purpose from the list."),
)

PURPOSE_FORBIDDEN = refusal(
    RefusalCode.PURPOSE_FORBIDDEN,
    rules.FORBIDDEN_PURPOSE,
    reason=(
        "Voor dit doel mag een gemeente WhatsApp niet gebruiken.",
        "A municipality may not use WhatsApp for this purpose.",
    ),
    advice=(
        "Verstuur dit bericht niet via WhatsApp. Overleg met de afdeling communicatie.",
        "Do not send this message over WhatsApp. Ask your communications department.",
    ),
)

PURPOSE_WITHDRAWN = PURPOSE_FORBIDDEN.because(
    "Voor dit doel mag een gemeente WhatsApp niet meer gebruiken.",
    "A municipality may no longer use WhatsApp for this purpose.",
)
"""Allowed once; the rule that withdrew it comes with a version of the rules."""

NO_LICENCE = refusal(
    RefusalCode.NO_LICENCE,
    rules.LICENCE,
    reason=(
        "Uw gemeente heeft geen vergunning voor WhatsApp.",
        "Your municipality has no WhatsApp licence.",
    ),
    advice=(
        "Vraag uw beheerder om een vergunning aan te vragen.",
        "Ask your administrator to apply for a licence.",
    ),
)

ROUTE_CLOSED = replace(
    NO_LICENCE.because(
        "Gemeenten mogen WhatsApp nu niet via een BSP gebruiken.",
        "Municipalities may not use WhatsApp through a BSP now.",
    ),
    advice_nl="Bereik de inwoner op een andere manier. De regels staan bij “Regels”.",
    advice_en="Reach the citizen in another way. The rules are under “Rules”.",
)
"""The rule that closed it comes with a version of the rules."""

LICENCE_SUSPENDED = replace(
    NO_LICENCE.because(
        "De vergunning van uw gemeente is tijdelijk gestopt.",
        "Your municipality's licence is suspended.",
    ),
    advice_nl="Vraag uw beheerder waarom, en wanneer u weer berichten mag sturen.",
    advice_en="Ask your administrator why, and when you may send messages again.",
)

LICENCE_ENDED = NO_LICENCE.because(
    "De vergunning van uw gemeente geldt niet meer.",
    "Your municipality's licence is no longer in force.",
)

PURPOSE_NOT_LICENSED = refusal(
    RefusalCode.PURPOSE_NOT_LICENSED,
    rules.LICENSED_PURPOSE,
    reason=(
        "Dit doel staat niet in de vergunning van uw gemeente.",
        "This purpose is not in your municipality's licence.",
    ),
    advice=(
        "Kies een ander doel, of vraag uw beheerder om dit doel aan te vragen.",
        "Choose another purpose, or ask your administrator to apply for this one.",
    ),
)

TOKEN_PURPOSE = refusal(
    RefusalCode.TOKEN_PURPOSE,
    rules.ONE_PURPOSE,
    reason=(
        "Dit token is voor een ander doel.",
        "This token is for another purpose.",
    ),
    advice=(
        "Gebruik een token dat voor dit doel is gemaakt.",
        "Use a token that was made for this purpose.",
    ),
)

TEMPLATE_UNKNOWN = refusal(
    RefusalCode.TEMPLATE_NOT_APPROVED,
    rules.TEMPLATE_APPROVED,
    reason=(
        "Dit sjabloon bestaat niet in deze taal.",
        "This template does not exist in this language.",
    ),
    advice=(
        "Kies een ander sjabloon of een andere taal.",
        "Choose another template or another language.",
    ),
)

TEMPLATE_NOT_APPROVED = replace(
    TEMPLATE_UNKNOWN.because(
        "WhatsApp heeft dit sjabloon niet goedgekeurd.",
        "WhatsApp has not approved this template.",
    ),
    advice_nl="Kies een sjabloon dat is goedgekeurd.",
    advice_en="Choose a template that has been approved.",
)

TEMPLATE_STATUSES = {
    "PENDING": TEMPLATE_NOT_APPROVED.because(
        "WhatsApp controleert dit sjabloon nog.", "WhatsApp is still checking this template."
    ),
    "REJECTED": TEMPLATE_NOT_APPROVED.because(
        "WhatsApp heeft dit sjabloon afgekeurd.", "WhatsApp has rejected this template."
    ),
    "PAUSED": TEMPLATE_NOT_APPROVED.because(
        "WhatsApp heeft dit sjabloon tijdelijk gestopt.", "WhatsApp has paused this template."
    ),
    "DISABLED": TEMPLATE_NOT_APPROVED.because(
        "WhatsApp heeft dit sjabloon geblokkeerd.", "WhatsApp has disabled this template."
    ),
}
"""By the platform's own status."""

TEMPLATE_MISMATCH = refusal(
    RefusalCode.TEMPLATE_MISMATCH,
    rules.TEMPLATE_FITS,
    reason=(
        "Dit bericht past niet bij het sjabloon.",
        "This message does not fit its template.",
    ),
    advice=(
        "Vul precies in wat het sjabloon vraagt.",
        "Fill in exactly what the template asks for.",
    ),
)

TEMPLATE_FOR_ANOTHER = refusal(
    RefusalCode.TEMPLATE_MISMATCH,
    rules.ONE_PURPOSE,
    reason=(
        "Dit sjabloon is voor een ander doel.",
        "This template is for another purpose.",
    ),
    advice=(
        "Kies een sjabloon dat bij dit doel hoort.",
        "Choose a template for this purpose.",
    ),
)

TEMPLATE_FOR_NOTHING = replace(
    TEMPLATE_FOR_ANOTHER.because(
        "Dit sjabloon heeft nog geen doel.",
        "This template has no purpose yet.",
    ),
    advice_nl="Vraag uw beheerder om bij Sjablonen te zeggen waarvoor het is.",
    advice_en="Ask your administrator to say at Templates what it is for.",
)

WINDOW_CLOSED = refusal(
    RefusalCode.WINDOW_CLOSED,
    rules.SERVICE_WINDOW,
    reason=(
        "De inwoner heeft de laatste 24 uur niets gestuurd.",
        "The citizen has not written in the last 24 hours.",
    ),
    advice=(
        "Gebruik een goedgekeurd sjabloon.",
        "Use an approved template.",
    ),
)

NO_CONSENT = refusal(
    RefusalCode.NO_CONSENT,
    rules.CONSENT,
    reason=(
        "Deze inwoner heeft niet om berichten met dit doel gevraagd.",
        "This citizen has not asked for messages with this purpose.",
    ),
    advice=(
        "Vraag de inwoner eerst om toestemming en leg die vast.",
        "Ask the citizen for consent first, and record it.",
    ),
)

CONSENT_WITHDRAWN = replace(
    NO_CONSENT.because(
        "Deze inwoner wil geen berichten met dit doel meer.",
        "This citizen no longer wants messages with this purpose.",
    ),
    advice_nl="Kies een andere weg, zoals een brief of de telefoon.",
    advice_en="Choose another way, such as a letter or the phone.",
)

MARKETING_CONSENT = NO_CONSENT.because(
    "WhatsApp ziet dit sjabloon als reclame. Daarvoor is toestemming nodig, "
    "en die is niet vastgelegd.",
    "WhatsApp sees this template as marketing. That needs consent, and none is recorded.",
)

LIFTED_BY_CONSENT = (NO_CONSENT, MARKETING_CONSENT)
"""These hold until the citizen says yes."""

MARKETING_STOPPED = replace(
    NO_CONSENT.because(
        "Deze inwoner heeft reclame in WhatsApp stopgezet, en WhatsApp ziet dit sjabloon als "
        "reclame.",
        "This citizen stopped marketing in WhatsApp, and WhatsApp sees this template as marketing.",
    ),
    advice_nl="Kies een andere weg. Alleen de inwoner zelf kan reclame weer aanzetten.",
    advice_en="Choose another way. Only the citizen can turn marketing on again.",
)
