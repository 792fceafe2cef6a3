"""The business reacts to a message."""

from __future__ import annotations

import pytest
from tests.simulator.running import World, eventually

OTHER = "31612345699"
MONTH = 30 * 24 * 3600


def react(world: World, wamid: str, emoji: str = "👍", to: str = "31612345678") -> str:
    answer = world.send(to, type="reaction", reaction={"message_id": wamid, "emoji": emoji})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["messages"][0]["id"])


def fate(world: World, wamid: str) -> tuple[str, int]:
    """The first status of a message, and the code of its error."""
    told = eventually(lambda: [one for one in world.receiver.statuses_seen if one["id"] == wamid])
    errors = told[0].get("errors", [{"code": 0}])
    return told[0]["status"], errors[0]["code"]


@pytest.mark.parametrize("emoji", ["👍", "❤️", "1️⃣", "🇳🇱", "👩🏽‍🚒", "ℹ️", ""])
def test_an_emoji_is_taken_and_so_is_taking_it_back(world: World, emoji: str) -> None:
    assert fate(world, react(world, world.write(), emoji)) == ("sent", 0)


@pytest.mark.parametrize("emoji", ["abc", "1", "top 👍", ":-)", "é", " "])
def test_what_is_no_emoji_is_refused(world: World, emoji: str) -> None:
    reaction = {"message_id": world.write(), "emoji": emoji}
    error = world.refusal(type="reaction", reaction=reaction)
    assert error["code"] == 131009
    assert "reaction.emoji" in error["error_data"]["details"]


def test_a_reaction_to_what_is_not_in_the_chat_fails_in_a_status(world: World) -> None:
    world.write()
    elsewhere = world.write(OTHER)
    assert fate(world, react(world, "wamid.weg")) == ("failed", 131009)
    assert fate(world, react(world, elsewhere)) == ("failed", 131009)


def test_a_reaction_to_a_reaction_or_to_an_old_message_fails(world: World) -> None:
    old = world.write()
    ours = react(world, old)
    assert fate(world, react(world, ours)) == ("failed", 131009)
    world.control.post("/clock", json={"seconds": MONTH})
    world.write()
    assert fate(world, react(world, old)) == ("failed", 131009)
