"""What a municipality's template may not say, and what the platform would take for advertising."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .contents import NOWHERE, Finding, Place, find_contents
from .eras import NOW, Era
from .purposes import PURPOSES
from .refusals import (
    PURPOSE_FORBIDDEN,
    PURPOSE_UNKNOWN,
    PURPOSE_WITHDRAWN,
    TEMPLATE_FOR_ANOTHER,
    TEMPLATE_FOR_NOTHING,
    Refusal,
)

UTILITY = "UTILITY"

_PROMOTIONAL = re.compile(
    r"\b(?:gratis|korting\w*|aanbieding\w*|actie(?:prijs|week|code)|voordeel\w*|profiteer\w*"
    r"|koop|bestel nu|boek nu|schrijf u nu in|mis het niet|mis dit niet|niet te missen"
    r"|kom (?:ook|gezellig)|ontdek\w*|beleef\w*|win|prijsvraag|winactie|nieuwsbrief|promotie"
    r"|free|discount\w*|offers?|sale|deal|buy|book now|order now|sign up now|don't miss"
    r"|discover|win|prize|newsletter|promotion\w*|limited time)\b",
    re.IGNORECASE,
)
"""Words by which the platform tends to see a template as marketing, whatever was asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateConcern:
    """Something about a template that needs another look before it is submitted."""

    field: str
    told_nl: str
    told_en: str
    forbids: bool
    """It may not be submitted at all; otherwise it is only likely to go wrong."""
    finding: Finding | None = None
    """The words in its text, where it is about some of them."""


def check_template_content(
    purpose: str,
    category: str,
    texts: Mapping[str, str],
    day: date,
    era: Era = NOW,
    place: Place = NOWHERE,
) -> list[TemplateConcern]:
    """Judge a template by purpose and content on a day; `texts` holds its texts by field.

    `era` is the version of the rules of that day.
    """
    concerns = []
    if purpose not in PURPOSES:
        concerns.append(_refused("purpose", PURPOSE_UNKNOWN))
    elif not PURPOSES[purpose].allowed:
        concerns.append(_refused("purpose", PURPOSE_FORBIDDEN))
    elif not era.purposes[purpose].allowed:
        concerns.append(_refused("purpose", PURPOSE_WITHDRAWN))
    for field, text in texts.items():
        findings = find_contents(text, day, place)
        concerns += [_found(field, finding) for finding in findings]
        if not findings and category == UTILITY and (found := _PROMOTIONAL.search(text)):
            concerns.append(_looks_like_marketing(field, found[0]))
    return concerns


def other_purpose(template_purpose: str, purpose: str) -> TemplateConcern | None:
    """Say that a template is about to be sent for another purpose than its own."""
    if not template_purpose:
        return _refused("purpose", TEMPLATE_FOR_NOTHING)
    if not purpose or template_purpose == purpose:
        return None
    own = PURPOSES[template_purpose]
    return TemplateConcern(
        field="purpose",
        told_nl=f"Dit sjabloon is voor een ander doel: {own.name_nl}. "
        f"{TEMPLATE_FOR_ANOTHER.advice_nl}",
        told_en=f"This template is for another purpose: {own.name_en}. "
        f"{TEMPLATE_FOR_ANOTHER.advice_en}",
        forbids=True,
    )


def _refused(field: str, refusal: Refusal) -> TemplateConcern:
    return TemplateConcern(
        field=field,
        told_nl=f"{refusal.reason_nl} {refusal.advice_nl}",
        told_en=f"{refusal.reason_en} {refusal.advice_en}",
        forbids=True,
    )


def _found(field: str, finding: Finding) -> TemplateConcern:
    ground = finding.ground
    return TemplateConcern(
        field=field,
        told_nl=f"{ground.reason_nl} {ground.advice_nl}",
        told_en=f"{ground.reason_en} {ground.advice_en}",
        forbids=finding.blocks,
        finding=finding,
    )


def _looks_like_marketing(field: str, word: str) -> TemplateConcern:
    return TemplateConcern(
        field=field,
        told_nl=f"“{word}” klinkt als reclame. WhatsApp kan het sjabloon dan marketing noemen, "
        "en dan krijgen alleen inwoners met toestemming het nog. Schrijf het anders.",
        told_en=f"“{word}” sounds like advertising. WhatsApp may then call the template marketing, "
        "and only citizens who gave consent still get it. Write it differently.",
        forbids=False,
    )
