"""Ready answers: shared, found by a short name, with blanks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.people import actor_of, join

from bode.desk.blanks import fill_in, list_blanks
from bode.desk.errors import ReplyWrong
from bode.desk.quick_replies import Wording, delete_reply, find_replies, list_replies, save_reply
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team, TeamMember

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
WASTE = Wording(shortcut="/Afval", language="nl", title="Wanneer komt het afval?", body="Morgen.")


def found(agent: Actor, begin: str = "", **about: str) -> list[str]:
    replies = find_replies(agent, begin, **{"language": "nl", "purpose": "", **about})
    return [f"{each.shortcut} {each.language}" for each in replies]


@pytest.mark.parametrize("begin", ["", "af", "AFVAL", "wanneer"])
def test_an_answer_is_found_by_its_short_name_or_by_its_title(agent: Actor, begin: str) -> None:
    save_reply(agent, WASTE)

    assert found(agent, begin) == ["afval nl"]


def test_the_citizens_language_comes_first_and_then_what_it_is_about(agent: Actor) -> None:
    save_reply(agent, replace(WASTE, shortcut="aa", purpose="permits"))
    save_reply(agent, WASTE)
    save_reply(agent, replace(WASTE, language="en"))

    assert found(agent, language="en", purpose="appointments") == ["afval en", "afval nl", "aa nl"]


def test_what_is_a_teams_is_for_its_members_alone(agent: Actor, municipality: Organisation) -> None:
    team = Team.objects.create(organisation=municipality, name="Balie")
    bob = join(municipality, "Bob", "agent")
    TeamMember.objects.create(organisation=municipality, team=team, person=bob)
    save_reply(agent, replace(WASTE, team_id=team.id))

    assert found(actor_of(bob)) == ["afval nl"]
    assert found(agent) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shortcut": "twee woorden"}, "shortcut"),
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"language": "xx"}, "language"),
        ({"purpose": "promotion"}, "purpose"),
    ],
)
def test_what_cannot_be_used_is_refused(agent: Actor, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(ReplyWrong) as refused:
        save_reply(agent, replace(WASTE, **wrong))  # type: ignore[arg-type]

    assert refused.value.field == field


def test_a_short_name_stands_for_one_answer(agent: Actor) -> None:
    save_reply(agent, WASTE)

    with pytest.raises(ReplyWrong, match="taken"):
        save_reply(agent, replace(WASTE, shortcut="AFVAL"))


def test_an_answer_is_changed_and_taken_away(agent: Actor) -> None:
    kept = save_reply(agent, WASTE)

    changed = save_reply(agent, replace(WASTE, body="Overmorgen."), kept.id)
    assert (changed.id, changed.body) == (kept.id, "Overmorgen.")

    delete_reply(agent, kept.id)
    assert not list_replies(agent).exists()


def test_what_is_known_is_filled_in_and_the_rest_is_asked() -> None:
    text = "Dag {{ Naam }}, zaak {{zaaknummer}}. {{ agent }} ({{zaaknummer}})"

    filled = fill_in(text, {"naam": "Roos", "medewerker": "Sanne"})

    assert filled == "Dag Roos, zaak {{zaaknummer}}. Sanne ({{zaaknummer}})"
    assert list_blanks(filled) == ["zaaknummer"]
