"""Versions of the rules, made as VNG makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bode.basics import day_of, now
from bode.organisations.actors import Actor
from bode.policy import PurposeVerdict, Route, Rule, Source, Verdict
from bode.rulebook.actions import publish, rename, set_purpose, set_route, start_draft
from bode.rulebook.models import RuleVersion
from bode.rulebook.queries import draft_of, last_version

TODAY = day_of(now())
TOMORROW = TODAY + timedelta(days=1)
NEW_RULE = Rule(
    nl="Gemeenten gebruiken WhatsApp hier niet meer voor.",
    en="Municipalities no longer use WhatsApp for this.",
    source=Source(nl="Brief van de VNG, proef", en="Letter of VNG, a test"),
)


def start(actor: Actor) -> RuleVersion:
    """A draft that says what the last version says, under a name of its own."""
    draft = start_draft(actor, last_version().code)
    rename(actor, draft.id, "Nieuwe regels", "New rules")
    draft.refresh_from_db()
    return draft


def without(actor: Actor, code: str) -> RuleVersion:
    """A draft after the last version, which no longer allows this purpose."""
    draft = start(actor)
    set_purpose(actor, draft.id, code, not_any_more(draft, code))
    return draft


def without_tourism(actor: Actor) -> RuleVersion:
    return without(actor, "tourism")


def not_any_more(draft: RuleVersion, code: str) -> PurposeVerdict:
    return replace(draft_of(draft).purposes[code], allowed=False, rule=NEW_RULE)


def without_bsp(actor: Actor) -> RuleVersion:
    """A draft that shuts the route along which licences run."""
    draft = start(actor)
    set_route(actor, draft.id, Route.BSP, Verdict(allowed=False, rule=NEW_RULE))
    return draft


def hold_from(actor: Actor, draft: RuleVersion, day: date) -> RuleVersion:
    return publish(actor, draft.id, day, follows=last_version().code)
