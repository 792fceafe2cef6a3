"""The outbox tells what became of a message, as its settler does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bode.organisations.connecting import connect_for_everyone
from bode.outbox import outcomes
from bode.outbox.outcomes import Outcome


def tell(*told: Outcome) -> None:
    asyncio.run(_tell(told))


async def _tell(told: Sequence[Outcome]) -> None:
    async with (
        await connect_for_everyone("test") as connection,
        connection.transaction(),
        connection.cursor() as cursor,
    ):
        assert not await outcomes.lock(cursor, [each.message_id for each in told])
        await outcomes.tell(cursor, told)
