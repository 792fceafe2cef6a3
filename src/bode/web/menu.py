"""The menu: each page that an actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Entry:
    name: str
    url: str
    title: str
    about: str
    is_current: bool


_PAGES = (
    ("desk", gettext_noop("Gesprekken"), gettext_noop("Berichten van inwoners beantwoorden.")),
    (
        "broadcasts",
        gettext_noop("Groepsberichten"),
        gettext_noop("Eén bericht aan iedereen die erom vroeg, ook in een crisis."),
    ),
    (
        "reports",
        gettext_noop("Rapporten"),
        gettext_noop("Hoeveel inwoners schrijven, en hoe snel ze antwoord krijgen."),
    ),
    (
        "licence",
        gettext_noop("Vergunning"),
        gettext_noop("Aanvragen, vergunningen en telefoonnummers."),
    ),
    (
        "numbers",
        gettext_noop("Nummers"),
        gettext_noop("Hoe uw nummers ervoor staan bij WhatsApp, en wat aandacht vraagt."),
    ),
    (
        "message_templates",
        gettext_noop("Sjablonen"),
        gettext_noop("Vaste teksten die WhatsApp heeft goedgekeurd."),
    ),
    ("costs", gettext_noop("Kosten"), gettext_noop("Wat berichten kosten, naast uw budget.")),
    ("mail", gettext_noop("Post"), gettext_noop("Wat Bode uw mensen heeft gemaild.")),
    (
        "privacy",
        gettext_noop("Privacy"),
        gettext_noop("Welke persoonsgegevens Bode bewaart, waarom en hoe lang."),
    ),
    (
        "organisations",
        gettext_noop("Organisaties"),
        gettext_noop("Gemeenten, herindelingen en BSP’s."),
    ),
    (
        "rules",
        gettext_noop("Regels"),
        gettext_noop("Wat gemeenten met WhatsApp mogen, vroeger, nu en straks."),
    ),
    (
        "monitor",
        gettext_noop("Monitor"),
        gettext_noop("Hoe gemeenten WhatsApp gebruiken, op de kaart en door de jaren."),
    ),
)


def entries_for(actor: Actor, path: str) -> list[Entry]:
    """The pages for this actor; the one that `path` belongs to is marked."""
    return [
        Entry(
            name=name,
            url=reverse(name),
            title=_(title),
            about=_(about),
            is_current=path.startswith(reverse(name)),
        )
        for name, title, about in _PAGES
        if may_see(actor, reverse(name)) and not _is_for_others(actor, name)
    ]


def may_see(actor: Actor, url: str) -> bool:
    """Whether someone in the actor's roles may open the page there."""
    rights = _rights_for(url)
    return not rights or actor.has(*rights)


@cache
def _rights_for(url: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(resolve(url).func, "rights", ())
    return found


def _is_for_others(actor: Actor, name: str) -> bool:
    """VNG has the rules and the figures of the monitor: a licence is between others."""
    is_vng = actor.organisation_kind == OrganisationKind.VNG
    return name == ("licence" if is_vng else "rules")
