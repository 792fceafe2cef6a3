"""People before their browsers, and a citizen who has written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.urls import reverse
from tests.applications import SIGNATURE, fill
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.conversations.models import Conversation, Message
from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.models import Application, PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

SignedIn = Callable[[Person], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    """The browser of someone who has signed in."""

    def enter(person: Person) -> Client:
        client = Client()
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def browser(alice: Person, signed_in: SignedIn) -> Client:
    """The browser of an agent."""
    return signed_in(alice)


@pytest.fixture
def town(alice: Person, signed_in: SignedIn) -> Client:
    """The browser of the municipality's administrator."""
    return signed_in(alice)


@pytest.fixture
def bsp(dora: Person, signed_in: SignedIn) -> Client:
    """The browser of the provider's account manager."""
    return signed_in(dora)


@pytest.fixture
def citizen(number: PhoneNumber) -> Citizen:
    """Someone with a phone, in a municipality that may use WhatsApp."""
    return Citizen()


@pytest.fixture
def conversation(citizen: Citizen) -> Conversation:
    """A question that waits for an answer."""
    citizen.write(content={"body": "Wanneer komt mijn vergunning?"})
    return the_conversation()


def the_conversation() -> Conversation:
    with every_tenant("a test looks at everything"):
        return Conversation.objects.get()


def the_messages(direction: str) -> list[Message]:
    with every_tenant("a test looks at everything"):
        return list(Message.objects.filter(direction=direction).order_by("at", "id"))


def read(browser: Client, conversation: Conversation) -> str:
    return browser.get(reverse("conversation", args=[conversation.id])).content.decode()


def reply(browser: Client, conversation: Conversation, **form: Any) -> Any:
    given = {"body": "Morgen.", "purpose": "permits"} | form
    return browser.post(reverse("reply", args=[conversation.id]), given)


def without_undo(browser: Client) -> None:
    """This agent's messages leave at once."""
    browser.post(reverse("choose_undo_time"), {"seconds": "0"})


def become(**facts: Any) -> None:
    with every_tenant("a test arranges the outcome"):
        Message.objects.filter(direction="out").update(**facts)


def streamed(answer: Any) -> bytes:
    """All of a file that is sent a little at a time: asynchronously, or Django reads it whole."""

    async def gather() -> bytes:
        return b"".join([part async for part in answer.streaming_content])

    return async_to_sync(gather)()


BOTH = [
    Declaration(code="permits", explanation="Vragen over vergunningen."),
    Declaration(code="tourism", explanation="Vragen van bezoekers."),
]


@pytest.fixture
def draft(alice: Person, provider: Organisation) -> Application:
    actor = actor_of(alice)
    with scope(actor.organisation_id):
        return actions.apply(
            actor, municipality="GM9911", provider="proefbode", route="bsp", purposes=BOTH
        )


@pytest.fixture
def signed(alice: Person, draft: Application) -> Application:
    actor = actor_of(alice)
    fill(actor, draft)
    with scope(actor.organisation_id):
        return actions.take_step(actor, draft.id, "sign", signature=SIGNATURE)


@pytest.fixture
def submitted(dora: Person, signed: Application) -> Application:
    actor = actor_of(dora)
    with scope(actor.organisation_id):
        actions.take_step(actor, signed.id, "accept")
        return actions.take_step(actor, signed.id, "submit")
