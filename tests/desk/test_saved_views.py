"""Views that agents keep for themselves, and administrators for everyone."""

from __future__ import annotations

import pytest
from tests.people import actor_of, join

from bode.desk.errors import ViewWrong
from bode.desk.models import SavedView
from bode.desk.saved_views import MOST, delete_view, forget_views, list_views, save_view
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
OPEN = {"status": "open"}


@pytest.fixture
def colleague(municipality: Organisation) -> Actor:
    return actor_of(join(municipality, "bram@voorbeeld.nl", Role.AGENT))


def names(actor: Actor) -> list[str]:
    return [each.name for each in list_views(actor)]


def test_a_view_is_ones_own(agent: Actor, colleague: Actor) -> None:
    save_view(colleague, "Open zaken", OPEN)

    assert names(colleague) == ["Open zaken"]
    assert names(agent) == []


def test_an_administrator_keeps_views_for_everyone_and_those_come_first(
    agent: Actor, colleague: Actor
) -> None:
    save_view(colleague, "Aan mij", OPEN)
    save_view(agent, "Zonder team", OPEN, is_shared=True)

    assert names(colleague) == ["Zonder team", "Aan mij"]


def test_other_agents_share_and_drop_none_for_everyone(agent: Actor, colleague: Actor) -> None:
    view = save_view(agent, "Voor iedereen", OPEN, is_shared=True)

    with pytest.raises(NotAllowed):
        save_view(colleague, "Ook voor iedereen", OPEN, is_shared=True)
    with pytest.raises(NotAllowed):
        delete_view(colleague, view.id)
    assert names(colleague) == ["Voor iedereen"]


def test_nobody_drops_the_view_of_another(agent: Actor, colleague: Actor) -> None:
    view = save_view(colleague, "Van mij", OPEN)

    with pytest.raises(SavedView.DoesNotExist):
        delete_view(agent, view.id)


@pytest.mark.parametrize(
    ("name", "filters", "reason"),
    [
        ("  ", OPEN, "empty"),
        ("x" * 41, OPEN, "too_long"),
        ("open ZAKEN", OPEN, "known"),
        ("Leeg", {"status": ""}, "no_filters"),
        ("Onbekend", {"kleur": "rood"}, "no_filters"),
    ],
)
def test_what_cannot_be_kept_says_why(
    agent: Actor, name: str, filters: dict[str, str], reason: str
) -> None:
    save_view(agent, "Open zaken", OPEN)

    with pytest.raises(ViewWrong) as wrong:
        save_view(agent, name, filters)
    assert wrong.value.reason == reason
    assert names(agent) == ["Open zaken"]


def test_there_is_an_end_to_how_many(agent: Actor) -> None:
    for number in range(MOST):
        save_view(agent, f"Weergave {number}", OPEN)

    with pytest.raises(ViewWrong, match="too_many"):
        save_view(agent, "Nog een", OPEN)


def test_who_leaves_takes_their_views_along(
    agent: Actor, colleague: Actor, municipality: Organisation
) -> None:
    save_view(colleague, "Van mij", OPEN)
    save_view(agent, "Voor iedereen", OPEN, is_shared=True)
    assert colleague.person_id is not None

    forget_views(municipality.id, colleague.person_id)

    assert names(colleague) == ["Voor iedereen"]
