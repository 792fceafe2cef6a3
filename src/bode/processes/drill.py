"""The process of one drill: a stand-in for WhatsApp, and all of Bode that sends to it.

It can reach nothing else: the addresses of the platform and of the provider of SMS are its own, on
this machine, and it has no mail server. The database shows it the organisation of the drill alone,
and hides that from every other worker.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import aiohttp
import structlog
import uvloop
from asgiref.sync import sync_to_async
from django.db import connections
from psycopg import AsyncConnection

from bode.settings.environment import Environment
from bode.simulator import (
    Faults,
    Pace,
    SimulatedNumber,
    SimulatedTemplate,
    SimulatorConfig,
    create_app,
)

from .drill_line import Line, Place, living
from .drill_logs import folder_of
from .errors import ComponentEnded
from .starting import started

_ADDRESSES = ("BODE_GRAPH_URL", "BODE_DIALOG360_URL", "BODE_NOTIFY_URL")
_MAIL = ("BODE_SMTP_URL", "BODE_MAIL_FROM", "BODE_SIMULATOR_SMTP_PORT")
_PACE = Pace(delivery=1.0, reading=20.0)
"""About as phones do."""
_LOOK_EVERY = 0.5  # seconds
_SMS_EVERY = 60.0  # as `broadcasts.jobs` looks
_PART_OF_LOCK = 8
_log = structlog.get_logger(__name__)


def run(drill_id: UUID) -> None:
    """Work for a drill until it ends, or SIGTERM."""
    with Place() as place:
        enclose(os.environ, place.address)
        with started("drill") as environment:
            uvloop.run(_wait_and_work(environment, drill_id, place))


def enclose(environ: MutableMapping[str, str], address: str) -> None:
    """Leave of the settings no address outside: the platform and SMS are here, mail is nowhere."""
    environ.update(dict.fromkeys(_ADDRESSES, address))
    for each in _MAIL:
        environ.pop(each, None)


async def _wait_and_work(environment: Environment, drill_id: UUID, place: Place) -> None:
    """Each worker starts a process for a drill; one of them works, and the others wait. After its
    end whoever comes removes what the others left."""
    from bode.broadcasts.drills.running import look
    from bode.organisations.connecting import connect_for_everyone
    from bode.organisations.tenancy import confine

    confine(await sync_to_async(_find_world)(drill_id))
    wire_logs = folder_of(drill_id, environment.data_dir)
    connection = await connect_for_everyone("bode-drill")
    try:
        lock = [str(drill_id), _PART_OF_LOCK]
        await connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, %s))", lock)
        if await sync_to_async(look)(drill_id) is not None:  # it may have ended by now
            await _work(environment, drill_id, place, connection, wire_logs)
        if await sync_to_async(look)(drill_id) is None:
            shutil.rmtree(wire_logs, ignore_errors=True)  # also what a process that died left
    finally:
        await connection.close()


async def _work(
    environment: Environment,
    drill_id: UUID,
    place: Place,
    lock: AsyncConnection[Any],
    wire_logs: Path,
) -> None:
    from bode.broadcasts.loop import feed_until
    from bode.intake.loop import process_until
    from bode.intake.queries import heard_until
    from bode.licensing.reaching import open_client
    from bode.outbox.dispatcher import Dispatcher

    faults, stopping = Faults(), Event()
    platform = create_app(await sync_to_async(_configure)(place.address), faults)
    async with living(platform), _door() as door, open_client() as client:
        line = Line(place, _both(platform, door))
        await line.mend()
        dispatcher = Dispatcher(
            client,
            settle_seconds=environment.settle_seconds,
            wire_logs=wire_logs,
            heard_until=heard_until,
            citizen_burst=environment.citizen_burst,
            sent_seconds=environment.sent_seconds,
            beats=False,
        )
        parts = [
            asyncio.create_task(asyncio.to_thread(process_until, stopping, beats=False)),
            asyncio.create_task(asyncio.to_thread(feed_until, stopping)),
            asyncio.create_task(dispatcher.run()),
            asyncio.create_task(_go_wrong(drill_id, faults, line, lock)),
            asyncio.create_task(_reach_otherwise()),
        ]
        try:
            await _wait_for_the_end(parts)
        finally:
            stopping.set()
            dispatcher.stop()
            for each in parts[-2:]:
                each.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            await line.cut()
            await asyncio.to_thread(_read_what_came, drill_id)


def _read_what_came(drill_id: UUID) -> None:
    """After this nobody would ever read it; the report tells of it too."""
    from bode.broadcasts.drills.telling import keep_the_last
    from bode.intake.processing import process_waiting

    while process_waiting():
        pass
    keep_the_last(drill_id)
    connections.close_all()


def _find_world(drill_id: UUID) -> UUID:
    from bode.broadcasts.models import Drill
    from bode.organisations.tenancy import every_tenant

    with every_tenant("a process serves the drill that it is named"):
        return Drill.objects.get(id=drill_id).world_id


def _configure(address: str) -> SimulatorConfig:
    """The platform as this drill needs it: its one number, with its templates and its limits."""
    from bode.broadcasts.second_channel.channel import find_channel
    from bode.licensing.connecting import WEBHOOKS_PATH
    from bode.licensing.models import Account, PhoneNumber, ProviderConnection, Template
    from bode.licensing.template_states import APPROVED
    from bode.organisations.tenancy import every_tenant

    with every_tenant("in this process: the drill alone"):
        number = PhoneNumber.objects.select_related("municipality").get()
        connection = ProviderConnection.objects.get(provider_id=number.provider_id)
        channel, account = find_channel(), Account.objects.get()
        templates = list(Template.objects.filter(status=APPROVED))
    return SimulatorConfig(
        access_token=number.access_token,
        app_secret=connection.app_secret,
        notify_key=channel.api_key if channel else "",
        numbers=(
            SimulatedNumber(
                phone_number_id=number.platform_id,
                display_number=number.display_number,
                waba_id=number.account_id,
                verified_name=number.municipality.name,
                callback_url=f"{address}{WEBHOOKS_PATH}{number.municipality.code}",
            ),
        ),
        templates=tuple(
            SimulatedTemplate(
                name=each.name,
                language=each.language,
                category=each.category,
                components=tuple(each.components),
                parameter_format=each.parameter_format,
            )
            for each in templates
        ),
        messages_per_second=number.messages_per_second,
        reach=account.reach,
        pace=_PACE,
    )


def _door() -> Any:
    """The door for this drill's webhooks, with what keeps it open."""
    from .drill_line import open_door

    return open_door()


def _both(platform: Any, door: Any) -> Any:
    """The platform and the door for its webhooks at one address: a line that is cut, is cut both
    ways."""
    from bode.intake.door import PREFIX

    async def application(scope: Any, receive: Any, send: Any) -> None:
        to = door if scope["path"].startswith(PREFIX) else platform
        await to(scope, receive, send)

    return application


async def _go_wrong(drill_id: UUID, faults: Faults, line: Line, lock: AsyncConnection[Any]) -> None:
    """Let what was chosen go wrong in its time, and keep what the platform counted; until the end
    of the drill.

    Raises `psycopg.OperationalError` when the connection is gone whose lock says that it is this
    process that runs the drill: another may run it by then.
    """
    from bode.broadcasts.drills.running import keep_counted, look

    async with aiohttp.ClientSession() as session:
        while True:
            await lock.execute("SELECT 1")
            now = await sync_to_async(look)(drill_id)
            if now is None:
                return
            await (line.cut() if now.is_cut else line.mend())
            faults.switch_off()
            for each in now.troubles:
                faults.switch_on(each.kind, each.rate, each.seconds)
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(f"{line.address}/simulator/stats") as answer:
                    await sync_to_async(keep_counted)(drill_id, await answer.json())
            await asyncio.sleep(_LOOK_EVERY)


async def _reach_otherwise() -> None:
    """As often as it is done outside a drill."""
    from bode.broadcasts.second_channel.sending import reach_all

    while True:
        await asyncio.sleep(_SMS_EVERY)
        await asyncio.to_thread(reach_all)


async def _wait_for_the_end(parts: Iterable[asyncio.Task[None]]) -> None:
    """Until told to stop, or the drill has ended. Raises `ComponentEnded` when a part broke."""
    told = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, told.set)
    telling = asyncio.create_task(told.wait())
    done, _ = await asyncio.wait({telling, *parts}, return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    for part in done:
        if error := part.exception():
            _log.critical("drill.part_ended", exc_info=error)
            raise ComponentEnded("Part of a drill ended by itself.")
