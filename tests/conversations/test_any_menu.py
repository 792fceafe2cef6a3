"""Whatever happens in whatever order: one menu for a conversation, and what is settled stays so."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from tests.conversations.street import Citizen
from tests.conversations.test_sending import program_of, text
from tests.people import actor_of

from bode.conversations import actions, purposes, queries
from bode.conversations.errors import ConversationError
from bode.conversations.models import Conversation, Message
from bode.conversations.sending import send
from bode.licensing.models import Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person

PURPOSES = ["permits", "appointments", "municipal_services"]
purpose = st.sampled_from(PURPOSES)


class AnyConversation(RuleBasedStateMachine):
    """One citizen, one agent and one program, at a number with the menu."""

    world: tuple[Actor, Actor]

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.agent, self.program = self.world
        self.citizen, self.came = Citizen(), ["wamid.FIRST"]

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(
        body=st.sampled_from(["Hallo", "stop", "start", "start vergunningen"]), again=st.booleans()
    )
    def the_citizen_writes(self, body: str, *, again: bool) -> None:
        wamid = self.came[-1] if again else None
        self.came.append(self.heard("text", {"body": body}, wamid))

    @rule(chosen=purpose, place=st.integers(0, 9), again=st.booleans())
    def the_citizen_chooses(self, chosen: str, place: int, *, again: bool) -> None:
        menus = self.menus()
        if not menus:
            return
        row = {"id": f"bode-menu:{chosen}:{menus[place % len(menus)].id}", "title": chosen}
        reply = {"type": "list_reply", "list_reply": row}
        self.came.append(self.heard("interactive", reply, self.came[-1] if again else None))

    def heard(self, kind: str, content: object, wamid: str | None) -> str:
        """Nothing that a citizen sends changes what is settled, or sets what is not licensed."""
        before = {each.id: each for each in Conversation.objects.all()}
        settled = {each.id for each in before.values() if purposes.is_settled(each)}
        licensed = Licence.objects.get().purposes
        wamid = self.citizen.write(kind, content, wamid=wamid)
        for now in Conversation.objects.all():
            had = before[now.id].purpose if now.id in before else ""
            assert now.purpose == had or now.purpose in licensed
            assert now.purpose == had or now.id not in settled
        return wamid

    @rule(about=purpose, reason=st.sampled_from(["", "Wil iets anders."]))
    def the_agent_says(self, about: str, reason: str) -> None:
        with suppress(ConversationError):
            send(self.agent, text(purpose=about, purpose_reason=reason))

    @rule(about=purpose)
    def the_program_says(self, about: str) -> None:
        with suppress(ConversationError):
            send(self.program, text(purpose=about))

    @rule(about=purpose)
    def the_agent_chooses(self, about: str) -> None:
        with suppress(ConversationError):
            for each in queries.list_conversations():
                purposes.set_purpose(self.agent, each.id, about)

    @rule()
    def the_agent_closes(self) -> None:
        for each in queries.list_conversations():
            actions.close_conversation(self.agent, each.id)

    @rule(holds=st.lists(purpose, min_size=1, unique=True))
    def the_licence_changes(self, holds: list[str]) -> None:
        Licence.objects.update(purposes=holds)

    @invariant()
    def no_conversation_has_two_menus_or_one_after_something_of_ours(self) -> None:
        first = {}
        for each in Message.objects.filter(direction="out").order_by("created_at", "at", "id"):
            first.setdefault(each.conversation_id, each.id)
        menus = self.menus() if hasattr(self, "came") else []
        assert len({each.conversation_id for each in menus}) == len(menus)
        assert all(first[each.conversation_id] == each.id for each in menus)

    def menus(self) -> list[Message]:
        ours = Message.objects.filter(direction="out", author_name="Bode").order_by("id")
        return [each for each in ours if purposes.is_menu(each.content)]


@pytest.mark.django_db
def test_no_course_brings_two_menus_or_changes_what_is_settled(
    in_scope: None, number: PhoneNumber, alice: Person
) -> None:
    PhoneNumber.objects.filter(id=number.id).update(menu_on=True)
    AnyConversation.world = (actor_of(alice), program_of(number.municipality))
    run(
        AnyConversation,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
