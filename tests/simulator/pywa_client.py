"""Pywa, an independent client, joined to a simulator in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from pywa import WhatsApp
from tests.simulator.running import (
    ACCOUNT,
    NUMBER,
    SECRET,
    TOKEN,
    Receiver,
    World,
    configure,
    serve,
)

from bode.simulator import create_app
from bode.simulator.accounts import portfolio_id_of

CITIZEN = "31612345678"
APP = "900000000000001"


@dataclass
class Pywa:
    """Pywa's client, and what its handlers were given."""

    client: WhatsApp
    world: World
    updates: list[Any]
    callback: str
    verify_token: str = "een-eigen-woord"

    def kinds(self) -> Counter[str]:
        return Counter(type(update).__name__ for update in self.updates)


@contextmanager
def connect() -> Iterator[Pywa]:
    """Run pywa as client and, through its own handshake, as receiver with signatures checked."""
    server = FastAPI()
    session = httpx.Client()
    client = WhatsApp(
        phone_id=NUMBER,
        token=TOKEN,
        session=session,
        server=server,
        webhook_endpoint="/hook",
        verify_token="een-eigen-woord",
        app_secret=SECRET,
        waba_id=ACCOUNT,
        filter_updates=False,
        app_id=APP,
        business_portfolio_id=portfolio_id_of("Gemeente Voorbeeldstad"),
    )
    updates: list[Any] = []
    for listen in (
        client.on_message,
        client.on_edited_message,
        client.on_deleted_message,
        client.on_message_status,
        client.on_callback_button,
        client.on_callback_selection,
        client.on_flow_completion,
        client.on_phone_number_change,
        client.on_identity_change,
        client.on_template_status_update,
        client.on_template_category_update,
        client.on_template_quality_update,
        client.on_template_components_update,
        client.on_user_marketing_preferences,
        client.on_outgoing_message,
        client.on_outgoing_edited_message,
        client.on_outgoing_deleted_message,
        client.on_account_update,
    ):
        listen()(lambda _, update: updates.append(update))
    with (
        serve(server) as callbacks,
        serve(create_app(configure("http://127.0.0.1:9"))) as address,
    ):
        session.base_url = httpx.URL(address + "/v23.0")
        client.override_waba_callback_url(f"{callbacks}/hook", "een-eigen-woord")
        yield Pywa(client, World(address, Receiver()), updates, f"{callbacks}/hook")
