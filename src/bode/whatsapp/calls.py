"""What all calls to the platform share: the connections, the gateways, reading an answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from bode.whatsapp.access import Access, Gateway
from bode.whatsapp.errors import AnswerLost
from bode.whatsapp.gateways import (
    DIALOG360_URL,
    GRAPH_VERSION,
    Addresses,
    Dialog360,
    Graph,
)
from bode.whatsapp.transport import Transport
from bode.whatsapp.values import mend_text
from bode.whatsapp.wire import Route

JSON = {"Content-Type": "application/json"}

_Answer = TypeVar("_Answer")

BeforeManaging = Callable[[Access], Awaitable[None]]


class Calls:
    """The base of what can be asked of the platform, by subject."""

    def __init__(
        self,
        graph_url: str,
        *,
        dialog360_url: str = DIALOG360_URL,
        version: str = GRAPH_VERSION,
        timeout_seconds: float = 30,
        connections: int = 200,
        before_managing: BeforeManaging | None = None,
    ) -> None:
        """`before_managing` is awaited before each call that the platform counts by the hour: all
        but those about messages and files. What it raises keeps the call from being made.
        """
        self._before_managing = before_managing
        self._gateways: Mapping[Gateway, Addresses] = {
            Gateway.META: Graph(graph_url, version),
            Gateway.DIALOG360: Dialog360(dialog360_url),
        }
        self._transport = Transport(timeout_seconds=timeout_seconds, connections=connections)
        # Where each number sends to, built once: sends are by far the most frequent call.
        self._routes: dict[str, tuple[Access, Route]] = {}

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    def _at(self, access: Access) -> Addresses:
        return self._gateways[access.gateway]

    async def _manage(self, access: Access) -> Addresses:
        """The gateway for one call that counts by the hour, once it may be made."""
        if self._before_managing is not None:
            await self._before_managing(access)
        return self._at(access)


def read_answer(decoder: msgspec.json.Decoder[_Answer], answer: bytes) -> _Answer:
    """Decode the answer to a request; raises AnswerLost when it can't be read."""
    try:
        return decoder.decode(mend_text(answer))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AnswerLost("the answer could not be read") from error
