"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from bode.basics import is_drill_id
from bode.broadcasts.drills.running import find_drill_in
from bode.broadcasts.emergencies import list_unjudged
from bode.broadcasts.models import Drill, EmergencyStart
from bode.conversations.budgets import find_budget_warning
from bode.conversations.costs import Costs
from bode.conversations.overriding import MAY_DECIDE
from bode.conversations.queries import count_overrides_waiting
from bode.desk.queries import count_unseen_mentions
from bode.licensing.models import Account, Licence, Template
from bode.licensing.queries import list_withheld_accounts
from bode.licensing.template_queries import list_stopped_for_crises
from bode.organisations.actors import Actor, list_organisations_of
from bode.organisations.house_styles import find_house_style
from bode.organisations.models import HouseStyle
from bode.organisations.preferring import find_preferences
from bode.organisations.tenancy import scope
from bode.outbox.models import NumberCircuit
from bode.outbox.queries import list_circuits

from . import menu
from .access import actor_of
from .demo import demo_accounts
from .halted import list_halted
from .sharing import for_a_moment
from .shortcuts import SHORTCUTS, WRITING_KEYS
from .stopped import Stopped, list_stopped
from .workers import list_still


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The menu, for whom one acts, and what demands attention now; looked up where it shows."""
    always: dict[str, Any] = {
        # Where a change of language leads back to: a form that was posted has no page to reload.
        "return_to": request.get_full_path() if request.method == "GET" else reverse("home"),
        "demo_accounts": demo_accounts,
    }
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return always
    actor = getattr(request, "actor", None) or actor_of(request)
    person = request.user
    always["preferences"] = SimpleLazyObject(lambda: find_preferences(person))
    organisations = getattr(request, "organisations", None) or SimpleLazyObject(
        lambda: list_organisations_of(person)
    )
    if actor is None:
        return {**always, "organisations": organisations}
    return {
        **always,
        "actor": actor,
        "organisations": organisations,
        "organisation": SimpleLazyObject(
            lambda: next(each for each in organisations if each.id == actor.organisation_id)
        ),
        "drill": _drill(actor),
        "shortcuts": SHORTCUTS,
        "writing_keys": WRITING_KEYS,
        "has_desk": menu.may_see(actor, reverse("desk")),
        "house_style": SimpleLazyObject(lambda: _house_style(actor)),
        "menu": SimpleLazyObject(lambda: menu.entries_for(actor, request.path)),
        "halted_licences": SimpleLazyObject(lambda: _halted(actor)),
        "still": SimpleLazyObject(list_still),
        "stopped_numbers": SimpleLazyObject(lambda: _stopped(actor)),
        "broken_circuits": SimpleLazyObject(lambda: _broken(actor)),
        "withheld_accounts": SimpleLazyObject(lambda: _withheld(actor)),
        "stopped_templates": SimpleLazyObject(lambda: _stopped_templates(actor)),
        "budget_warning": SimpleLazyObject(lambda: _budget_warning(actor)),
        "for_second_person": SimpleLazyObject(lambda: _for_second_person(actor, request.path)),
        "unjudged_emergencies": SimpleLazyObject(lambda: _unjudged_emergencies(actor)),
        "unseen_mentions": SimpleLazyObject(lambda: _unseen_mentions(actor)),
        "may_manage": actor.has("administrator", "account_manager"),
    }


def _drill(actor: Actor) -> Drill | None:
    """In which drill all of this happens, if it does."""
    if not is_drill_id(actor.organisation_id):
        return None
    with scope(actor.organisation_id):
        return find_drill_in(actor.organisation_id)


def _house_style(actor: Actor) -> HouseStyle | None:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "house style", find_house_style)


def _halted(actor: Actor) -> list[Licence]:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "halted", lambda: list_halted(actor))


def _stopped(actor: Actor) -> list[Stopped]:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "stopped", list_stopped)


def _broken(actor: Actor) -> list[NumberCircuit]:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "circuits", list_circuits)


def _withheld(actor: Actor) -> list[Account]:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "withheld", list_withheld_accounts)


def _stopped_templates(actor: Actor) -> list[Template]:
    with scope(actor.organisation_id):
        return for_a_moment(actor.organisation_id, "templates", list_stopped_for_crises)


def _for_second_person(actor: Actor, path: str) -> int:
    """How many messages wait for one; agents see it in their list."""
    decides_elsewhere = actor.has(*MAY_DECIDE) and not actor.has("agent")
    if not decides_elsewhere or path == reverse("second_person"):
        return 0
    with scope(actor.organisation_id):
        return count_overrides_waiting(besides=actor.person_id)


def _unjudged_emergencies(actor: Actor) -> list[EmergencyStart]:
    """Told to those who can judge them, at once and until someone did."""
    if not actor.has("approver"):
        return []
    with scope(actor.organisation_id):
        return list_unjudged()


def _unseen_mentions(actor: Actor) -> int:
    """How many notes name whoever looks at the page that they have not seen."""
    with scope(actor.organisation_id):
        return count_unseen_mentions(actor)


def _budget_warning(actor: Actor) -> Costs | None:
    """Told to those who may see the costs."""
    if not menu.may_see(actor, reverse("costs")):
        return None
    with scope(actor.organisation_id):
        return find_budget_warning()
