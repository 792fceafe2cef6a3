"""Sending, and telling the citizen that a message was read."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from bode.whatsapp.access import Access
from bode.whatsapp.calls import JSON, Calls, read_answer
from bode.whatsapp.errors import AnswerLost
from bode.whatsapp.sends import mark_as_read
from bode.whatsapp.transport import OURS
from bode.whatsapp.wire import Route


class SendAnswer(Struct, frozen=True, kw_only=True):
    """The platform accepted a message. That is not yet: delivered."""

    wamid: str
    wa_id: str | None = None
    """The number as the platform writes it; may differ from the one that was given."""
    user_id: str | None = None
    message_status: str | None = None
    """accepted, held_for_quality_assessment or paused."""


class _SentContact(Struct):
    wa_id: str | None = None
    user_id: str | None = None


class _SentMessage(Struct):
    id: str
    message_status: str | None = None


class _Sent(Struct):
    messages: list[_SentMessage]
    contacts: list[_SentContact] = []


_sent = msgspec.json.Decoder(_Sent)


def _nobody() -> None:
    """Nobody wants to know when it is written."""


class MessageCalls(Calls):
    """Calls about messages."""

    async def send(
        self, access: Access, body: bytes, on_wire: Callable[[], None] = _nobody
    ) -> SendAnswer:
        """Send a message built by `build_send`, once.

        `on_wire` is called just before it is written: until then the platform can't have it.
        """
        answer = await self._transport.send(self._route(access), body, on_wire)
        sent = read_answer(_sent, answer)
        if not sent.messages or not sent.messages[0].id:
            raise AnswerLost("the answer names no message")
        message = sent.messages[0]
        contact = sent.contacts[0] if sent.contacts else _SentContact()
        return SendAnswer(
            wamid=message.id,
            wa_id=contact.wa_id,
            user_id=contact.user_id,
            message_status=message.message_status,
        )

    async def mark_read(self, access: Access, wamid: str, typing: bool = False) -> None:
        """Show the citizen that a message was read, and "typing…" if asked."""
        await self._transport.send(self._route(access), mark_as_read(wamid, typing), _nobody)

    def _route(self, access: Access) -> Route:
        made_for, route = self._routes.get(access.number_id, (None, None))
        if route is None or made_for is not access:
            gateway = self._at(access)
            headers = gateway.headers(access, OURS | JSON)
            route = Route.to(gateway.of_number(access, "messages"), headers)
            self._routes[access.number_id] = (access, route)
        return route
