"""What news of an account or a number means, and who must do what about it.

The platform's words (ACCOUNT_VIOLATION, PIN_CHANGED, …) decide; one that is new has a meaning too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bode.whatsapp.account_news import ALERTS, BANS, REVIEWS, UPDATES
from bode.whatsapp.meanings import NOTHING_TO_DO, Acts, News, news
from bode.whatsapp.number_news import NAMES, QUALITIES, REACH, SECURITY
from bode.whatsapp.template_news import TEMPLATES

NEWS: Mapping[str, Mapping[str, News]] = MappingProxyType(
    {
        "AccountAlert": ALERTS,
        "AccountReview": REVIEWS,
        "AccountUpdate": UPDATES,
        "NumberName": NAMES,
        "NumberQuality": QUALITIES,
        "NumberSecurity": SECURITY,
        "TemplateStatus": TEMPLATES,
    }
)
"""By the class of event, and by the platform's word in it."""

_FLOW = news(
    Acts.NOBODY,
    title=("Er is iets veranderd aan een WhatsApp-formulier", "A WhatsApp form has changed"),
    advice=NOTHING_TO_DO,
)
_UNKNOWN = news(
    Acts.PROVIDER,
    title=("WhatsApp meldt iets wat Bode nog niet kent", "WhatsApp tells something new to Bode"),
    advice=(
        "Vraag uw WhatsApp-leverancier wat dit betekent.",
        "Ask your WhatsApp provider what this means.",
    ),
)


def meaning_of_news(kind: str, word: str, ban_state: str | None = None) -> News:
    """Return what an event means; `kind` is its class, `word` the platform's word in it."""
    if kind == "BusinessCapability":
        return REACH
    if kind == "FlowUpdate":
        return _FLOW
    if word == "DISABLED_UPDATE":
        return BANS.get(ban_state or "", BANS["DISABLE"])
    return NEWS.get(kind, {}).get(word, _UNKNOWN)
