"""A licence in force, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from bode.licensing import queries
from bode.licensing.licence_history import list_licence_events
from bode.licensing.licence_reviews import due_on, is_overdue
from bode.licensing.licence_steps import list_licence_steps
from bode.licensing.models import Licence
from bode.licensing.number_moves import list_transfers
from bode.licensing.states import LicenceStatus
from bode.organisations.actors import Actor
from bode.organisations.standing import Ended, find_end
from bode.web.menu import may_see

from .life_words import Lived, granted, lived, offers_for, party_name
from .showing import licence_line


@dataclass(frozen=True, kw_only=True)
class PurposeLine:
    """A purpose, with the templates that serve it."""

    code: str
    approved: int
    templates: int
    is_licensed: bool
    may_withdraw: bool


def find_end_of(licence: Licence) -> Ended | None:
    """What became of a party that is no longer there; the licence itself goes on till it is ended.

    None while both are.
    """
    today = localdate()
    return find_end(licence.municipality, today) or find_end(licence.provider, today)


def show_licence(licence: Licence, actor: Actor) -> dict[str, Any]:
    """Everything that the page of a licence tells, and what one may do there."""
    is_own = licence.municipality_id == actor.organisation_id
    is_open = licence.status != LicenceStatus.ENDED
    manages = actor.has("administrator", "account_manager")
    answers = actor.has("administrator", "privacy_officer")  # for the data
    counted = queries.count_templates(licence)
    stops = queries.list_open_stops(licence) if licence.status == LicenceStatus.ACTIVE else []
    return {
        "licence": licence,
        "end": find_end_of(licence) if is_open else None,
        "line": licence_line(licence),
        "numbers": list(licence.phone_numbers.all()),
        "may_see_numbers": may_see(actor, reverse("numbers")),
        "may_see_templates": may_see(actor, reverse("message_templates")),
        "other_party": licence.provider.code if is_own else licence.municipality.code,
        "suspenders": ", ".join(party_name(licence, party) for party in licence.suspended_by),
        "purposes": _purposes(licence, counted, may_withdraw=is_own and is_open and manages),
        "refused": queries.list_refused_purposes(licence),
        "without_purpose": counted.get("", (0, 0))[0],  # approved ones
        "may_declare": is_own and actor.has("administrator"),
        "offers": offers_for(list_licence_steps(licence, actor)) if manages else [],
        "suggests_suspension": bool(stops) and manages,
        "may_bound": is_open and manages,
        "may_add_purpose": is_open and manages,
        "may_move": is_own and manages and is_open,
        "may_leave": manages or answers,
        "may_review": is_own and is_open and answers,
        "review_due_on": due_on(licence),
        "review_is_overdue": is_overdue(licence),
        "transfers": list_transfers(licence),
        "history": _history(licence),
    }


def _history(licence: Licence) -> list[Lived]:
    """What happened to a licence, the newest first."""
    events = list_licence_events(licence.id)
    shown = [lived(licence, event) for event in reversed(events)]
    begins = any(event.what == "begin" for event in events)
    return shown if begins else [*shown, granted(licence)]


def _purposes(
    licence: Licence, counted: Mapping[str, tuple[int, int]], *, may_withdraw: bool
) -> list[PurposeLine]:
    """The licensed purposes first, then those of which only templates are left."""
    left = [code for code in counted if code and code not in licence.purposes]
    return [
        PurposeLine(
            code=code,
            approved=counted.get(code, (0, 0))[0],
            templates=counted.get(code, (0, 0))[1],
            is_licensed=code in licence.purposes,
            may_withdraw=may_withdraw and code in licence.purposes and len(licence.purposes) > 1,
        )
        for code in [*licence.purposes, *left]
    ]
