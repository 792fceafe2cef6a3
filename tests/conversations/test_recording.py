"""What citizens send is recorded: every type, once, in whatever order it comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.conversations.street import PHONE, Citizen

from bode.basics import now
from bode.conversations import actions, queries
from bode.conversations.errors import MessageUnknown, NumberUnknown
from bode.conversations.models import Conversation, Message
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.organisations.tenancy import scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]

PICTURE = {"id": "9001", "mime_type": "image/jpeg"}


def conversation() -> Conversation:
    [found] = queries.list_conversations()
    return found


def messages() -> list[Message]:
    return queries.list_messages(conversation().id)


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("text", {"body": "Is mijn paspoort klaar?"}, "Is mijn paspoort klaar?"),
        ("image", PICTURE | {"caption": "Dit zag ik"}, "Dit zag ik"),
        ("image", PICTURE, ""),
        ("document", PICTURE | {"filename": "bouwtekening.pdf"}, ""),
        ("audio", PICTURE | {"voice": True}, ""),
        ("video", PICTURE | {"caption": "Kijk"}, "Kijk"),
        ("sticker", PICTURE, ""),
        ("location", {"latitude": 52.1, "longitude": 5.1, "name": "Dorpshuis"}, "Dorpshuis"),
        ("location", {"latitude": 52.1, "longitude": 5.1}, ""),
        ("contacts", [{"name": {"formatted_name": "Bakkerij Vos"}}], "Bakkerij Vos"),
        ("contacts", [{"phones": [{"phone": "+31612345670"}]}], "+31612345670"),
        ("button", {"text": "Ja graag", "payload": "JA"}, "Ja graag"),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "2", "title": "Dinsdag"}},
            "Dinsdag",
        ),
        (
            "interactive",
            {"type": "nfm_reply", "nfm_reply": {"body": "Verzonden", "response_json": "{}"}},
            "Verzonden",
        ),
        ("order", {"catalog_id": "1", "text": "Twee stuks", "product_items": []}, "Twee stuks"),
        ("unsupported", None, ""),
        ("hologram", {"depth": 3}, ""),
    ],
)
def test_every_type_is_recorded_with_its_words(
    citizen: Citizen, kind: str, content: Any, text: str
) -> None:
    citizen.write(kind, content)

    [message] = messages()
    assert (message.type, message.text, message.status) == (kind, text, "received")
    found = conversation()
    assert found.unread_count == 1
    assert found.preview_type in {kind, "nfm_reply"}
    assert found.preview in {text, "bouwtekening.pdf"}


def test_a_message_that_is_reported_twice_is_recorded_once(citizen: Citizen) -> None:
    wamid = citizen.write()
    citizen.write(wamid=wamid)

    assert len(messages()) == 1
    assert conversation().unread_count == 1


def test_the_window_counts_from_the_platforms_time(citizen: Citizen) -> None:
    at = (now() - timedelta(hours=3)).replace(microsecond=0)
    citizen.write(at=at)
    citizen.write(at=at - timedelta(hours=5))  # comes late

    assert conversation().last_inbound_at == at


def test_a_time_in_the_future_does_not_keep_the_window_open_longer(citizen: Citizen) -> None:
    citizen.write(at=now() + timedelta(days=3))

    last = conversation().last_inbound_at
    assert last is not None
    assert last <= now()


def test_a_message_that_comes_late_takes_its_place_and_not_the_preview(citizen: Citizen) -> None:
    citizen.write("text", {"body": "Later"}, at=now() - timedelta(hours=1))
    citizen.write("text", {"body": "Eerder"}, at=now() - timedelta(hours=2))

    assert [each.text for each in messages()] == ["Eerder", "Later"]
    assert conversation().preview == "Later"


def test_what_we_lag_behind_with_stands_below_what_came_in_time_in_the_same_second(
    citizen: Citizen,
) -> None:
    second = (now() - timedelta(hours=1)).replace(microsecond=0)
    citizen.write("text", {"body": "Eerst"}, at=second)
    Message.objects.update(at=second + timedelta(seconds=0.9))  # it came at once
    Conversation.objects.update(last_message_at=second + timedelta(seconds=0.9))
    citizen.write("text", {"body": "Toen"}, at=second)

    assert [each.text for each in messages()] == ["Eerst", "Toen"]
    assert conversation().preview == "Toen"


def test_an_answer_names_what_it_answers(citizen: Citizen) -> None:
    wamid = citizen.write()
    citizen.write("text", {"body": "Ik bedoel dit"}, context={"id": wamid})

    first, second = messages()
    assert second.reply_to == first


def test_a_reaction_is_replaced_by_the_next_and_gone_when_taken_away(citizen: Citizen) -> None:
    wamid = citizen.write()
    for emoji in ("👍", "❤️", ""):
        citizen.write("reaction", {"message_id": wamid, "emoji": emoji})

        [message] = messages()
        shown = [each.emoji for each in queries.list_reactions(message)]
        assert shown == ([emoji] if emoji else [])


def test_an_older_reaction_that_comes_late_changes_nothing(citizen: Citizen) -> None:
    wamid = citizen.write()
    citizen.write("reaction", {"message_id": wamid, "emoji": "❤️"}, at=now())
    citizen.write("reaction", {"message_id": wamid, "emoji": "👍"}, at=now() - timedelta(minutes=1))

    [message] = messages()
    assert [each.emoji for each in queries.list_reactions(message)] == ["❤️"]


def test_a_reaction_to_a_message_that_may_still_come_is_tried_again(citizen: Citizen) -> None:
    with pytest.raises(MessageUnknown):
        citizen.write("reaction", {"message_id": "wamid.STILL", "emoji": "👍"})


def test_a_reaction_to_what_never_was_ours_shows_nowhere(citizen: Citizen) -> None:
    yesterday = now() - timedelta(days=1)
    citizen.write("reaction", {"message_id": "wamid.NEVER", "emoji": "👍"}, at=yesterday)

    assert queries.list_conversations() == []


def edit(wamid: str, body: str) -> dict[str, Any]:
    return {
        "original_message_id": wamid,
        "message": {"type": "text", "text": {"body": body}},
    }


def test_an_edit_changes_the_message_and_the_preview(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Morgne"})
    citizen.write("edit", edit(wamid, "Morgen"))

    [message] = messages()
    assert (message.text, message.edited_at is not None) == ("Morgen", True)
    assert conversation().preview == "Morgen"


def test_an_edit_before_its_message_leaves_the_edited_text(citizen: Citizen) -> None:
    citizen.write("edit", edit("wamid.LATE", "Morgen"))
    citizen.write("text", {"body": "Morgne"}, wamid="wamid.LATE")

    [message] = messages()
    assert (message.text, message.type, message.edited_at is not None) == ("Morgen", "text", True)
    assert conversation().unread_count == 1


def test_of_two_edits_the_last_one_made_holds(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Een"}, at=now() - timedelta(minutes=9))
    citizen.write("edit", edit(wamid, "Drie"), at=now() - timedelta(minutes=1))
    citizen.write("edit", edit(wamid, "Twee"), at=now() - timedelta(minutes=5))

    [message] = messages()
    assert message.text == "Drie"


def test_nobody_edits_or_takes_back_what_someone_else_wrote(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Van mij"})
    stranger = Citizen("31612345600", name="Daan")
    stranger.write("edit", edit(wamid, "Van een ander"))
    stranger.write("revoke", {"original_message_id": wamid})

    message = queries.list_messages(queries.find_conversations(phone=f"+{PHONE}")[0].id)[0]
    assert (message.text, message.revoked_at) == ("Van mij", None)


def test_a_message_that_is_taken_back_leaves_the_preview(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Vergissing"})
    citizen.write("revoke", {"original_message_id": wamid})

    [message] = messages()
    assert message.revoked_at is not None
    assert (conversation().preview, conversation().preview_type) == ("", "revoke")


def test_what_was_taken_back_before_it_came_stays_unsaid(citizen: Citizen) -> None:
    citizen.write("revoke", {"original_message_id": "wamid.LATE"})
    citizen.write("text", {"body": "Vergissing"}, wamid="wamid.LATE")

    [message] = messages()
    assert (message.text, message.revoked_at is not None) == ("", True)


def test_a_citizen_without_a_phone_number_is_known_by_their_user_id(citizen: Citizen) -> None:
    Citizen(None, user_id="NL.abc123").write()
    Citizen(PHONE, user_id="NL.abc123", name="Sanne de Wit").write()

    [found] = queries.find_conversations(user_id="NL.abc123")
    assert queries.find_conversations(phone="06 1234 5678") == [found]
    assert found.contact.name == "Sanne de Wit"
    assert len(messages()) == 2


def test_a_username_is_shown_as_last_told_and_identifies_nobody(citizen: Citizen) -> None:
    for username in ("sanne.wit", "sanne.de.wit", ""):
        Citizen(None, user_id="NL.abc123", name="", username=username).write()
    Citizen(None, user_id="NL.def456", name="", username="sanne.de.wit").write()

    [found] = queries.find_conversations(user_id="NL.abc123")
    assert found.contact.username == "sanne.de.wit"
    assert len(queries.list_conversations()) == 2


def test_a_citizen_with_a_new_number_stays_in_the_same_conversation(citizen: Citizen) -> None:
    citizen.write()
    citizen.write(
        "system",
        {"type": "user_changed_number", "body": "Nieuw nummer", "wa_id": "31612345699"},
    )
    Citizen("31612345699").write("text", {"body": "Ik ben het"})

    assert [each.type for each in messages()] == ["text", "system", "text"]
    assert conversation().unread_count == 2


def test_what_the_platform_itself_tells_waits_for_no_agent(citizen: Citizen) -> None:
    citizen.write("system", {"type": "user_changed_number", "wa_id": "31612345699"})
    assert (conversation().status, conversation().unread_count) == ("waiting", 0)

    Citizen("31612345699").write()
    assert (conversation().status, conversation().unread_count) == ("open", 1)


def test_soon_after_a_conversation_is_closed_a_message_goes_on_with_it(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    actions.close_conversation(agent, conversation().id)
    citizen.write("text", {"body": "Dank u wel!"})

    assert [each.status for each in queries.list_conversations()] == ["open"]


def test_long_after_a_conversation_is_closed_a_message_starts_another(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    actions.close_conversation(agent, conversation().id)
    Conversation.objects.update(closed_at=now() - timedelta(days=2))
    citizen.write("text", {"body": "Nog een vraag"})

    assert [each.status for each in queries.list_conversations()] == ["open", "closed"]


def test_a_webhook_for_a_number_without_a_licence_says_so(
    citizen: Citizen, number: PhoneNumber
) -> None:
    number.platform_id = "300000000000002"
    number.save()

    with pytest.raises(NumberUnknown):
        citizen.write()


def test_another_municipality_sees_nothing_of_it(
    citizen: Citizen, other_municipality: Organisation
) -> None:
    citizen.write()
    [message] = messages()

    with scope(other_municipality.id):
        assert queries.list_conversations() == []
        assert queries.find_conversations(phone=f"+{PHONE}") == []
        with pytest.raises(Message.DoesNotExist):
            queries.access_message(message.id)
