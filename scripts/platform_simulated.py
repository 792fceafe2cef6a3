"""What the simulator does of the platform, found out by having it do all that it can."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bode.simulator import Pace, create_app, demo_config
from bode.simulator.citizens import EVENTS as CHAT_EVENTS
from bode.simulator.composing import compose
from bode.simulator.dialog360 import api_key_of
from bode.simulator.platform import Platform
from bode.simulator.reviewing import EVENTS as TEMPLATE_EVENTS
from bode.simulator.reviewing import SCORES
from bode.whatsapp import DIALOG360_KEY

NUMBER, ACCOUNT, APP = "100000000000001", "200000000000001", "900000000000001"
CITIZEN = "31612345678"
NOWHERE = "http://127.0.0.1:9"
"""Where webhooks are sent: nobody takes them, so that all of them stay to be looked at."""

_ABSENT_EDGE, _ABSENT_NODE = 2500, (100, 33)
_UNKNOWN_TYPE = 131051
_PRODUCT = {"referred_product": {"catalog_id": "1", "product_retailer_id": "1"}}
_VOICE = {"link": "https://voorbeeldstad.example/a.ogg", "voice": True}
_TEXT = {"type": "text", "text": {"body": "Dag"}}


@dataclass
class Seen:
    """What came out of it."""

    fields: set[str] = field(default_factory=set)
    events: set[tuple[str, str]] = field(default_factory=set)
    """A field, and the `event` in its value."""
    beside: set[str] = field(default_factory=set)
    """Paths in a value, such as `messages[].context.id`."""
    statuses: set[str] = field(default_factory=set)
    endpoints: set[str] = field(default_factory=set)
    by_dialog360: set[str] = field(default_factory=set)
    """Addresses of 360dialog that it answers."""
    read: set[str] = field(default_factory=set)
    """Types of citizens' messages of which the content is checked."""
    taken: set[str] = field(default_factory=set)
    """Types of messages that a business may send."""


class Trial:
    """One simulator, in this process."""

    def __init__(self, platform: Platform, http: httpx.AsyncClient) -> None:
        self.platform = platform
        self.http = http

    async def control(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post("/simulator" + path, json=body)

    async def send(self, **message: Any) -> dict[str, Any]:
        body = {"messaging_product": "whatsapp", "to": CITIZEN} | message
        answer = await self.http.post(f"/v23.0/{NUMBER}/messages", json=body)
        told: dict[str, Any] = answer.json()
        return told

    def webhooks(self) -> Iterable[dict[str, Any]]:
        """Every change of every webhook that waits."""
        world = self.platform.world
        number = world.numbers[NUMBER]
        for told in list(world.pending.values()):
            body = json.loads(compose(world, [(number, told)]))
            yield from body["entry"][0]["changes"]


async def look(
    endpoints: Iterable[str],
    dialog360: Iterable[str],
    read: Iterable[str],
    taken: Iterable[str],
) -> Seen:
    """Try these addresses and types, and let everything happen that may."""
    seen = Seen()
    async with _trial() as trial:
        seen.read = {name for name in read if await _is_read(trial, name)}
        seen.taken = {name for name in taken if await _is_taken(trial, name)}
        await _let_all_happen(trial)
        for change in trial.webhooks():
            _note(seen, change)
        seen.endpoints = {name for name in endpoints if await _answers(trial, name)}
        seen.by_dialog360 = {name for name in dialog360 if await _passes_on(trial, name)}
    return seen


@asynccontextmanager
async def _trial() -> AsyncIterator[Trial]:
    config = demo_config(NOWHERE, Path("unused"))
    fields = {name: getattr(config, name) for name in config.__dataclass_fields__}
    still = fields | {"state_file": None, "pace": Pace(delivery=0, reading=0, first_retry=60)}
    app = create_app(type(config)(**still))
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    headers = {"Authorization": f"Bearer {config.access_token}"}
    await app.platform.start()  # type: ignore[attr-defined]
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", headers=headers
    ) as http:
        yield Trial(app.platform, http)  # type: ignore[attr-defined]
    await app.platform.stop()  # type: ignore[attr-defined]


async def _let_all_happen(trial: Trial) -> None:
    asked = {"user_identity_change": {"enable_identity_key_check": True}}
    await trial.http.post(f"/v23.0/{NUMBER}/settings", json=asked)
    await trial.http.put(f"/simulator/phones/{CITIZEN}", json={"username": "noor.bos"})
    for context in ({"id": "wamid.x", "forwarded": True, "frequently_forwarded": True}, _PRODUCT):
        beside = {"context": context, "referral": {"source_id": "1"}, "group_id": "1"}
        await trial.control(f"/phones/{CITIZEN}/messages", to=NUMBER, **_TEXT, **beside)
    await trial.control(f"/phones/{CITIZEN}/messages", to=NUMBER, type="unsupported")
    await trial.send(**_TEXT, biz_opaque_callback_data="x")
    await trial.send(type="audio", audio=_VOICE)
    await trial.control("/faults", kind="fail", code=131026)
    await trial.send(**_TEXT)
    for event in CHAT_EVENTS:
        await trial.control(f"/phones/{CITIZEN}/events", to=NUMBER, event=event)
    template = next(iter(trial.platform.world.templates))
    for event in TEMPLATE_EVENTS:
        await trial.control(f"/templates/{template}", event=event)
    for score in SCORES:
        await trial.control(f"/templates/{template}", quality=score)
    await trial.control(f"/templates/{template}", category="MARKETING")
    await trial.control(f"/templates/{template}", components=[{"type": "BODY", "text": "Dag"}])
    for event in (await trial.http.get("/simulator/events")).json()["results"]:
        await trial.control("/events", number=NUMBER, event=event)
    for _ in range(20):  # the steps from sent to read are planned, one after the other
        await asyncio.sleep(0)


def _note(seen: Seen, change: dict[str, Any]) -> None:
    value = change["value"]
    seen.fields.add(change["field"])
    if "event" in value:
        seen.events.add((change["field"], value["event"]))
    seen.beside |= set(paths_in(value))
    seen.statuses |= {one["status"] for one in value.get("statuses", ())}


def paths_in(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of everything in a value."""
    yield path
    if isinstance(value, dict):
        for key, member in value.items():
            yield from paths_in(member, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from paths_in(item, path + "[]")


async def _is_read(trial: Trial, name: str) -> bool:
    """Say whether a citizen's message of this type can't be without content, or have any."""
    type_, _, kind = name.partition(": ")
    content = {"type": kind} if kind else 0
    body = {"to": NUMBER, "type": type_, type_: content}
    answer = await trial.control(f"/phones/{CITIZEN}/messages", **body)
    made = answer.status_code == 201
    return (made and bool(kind)) or (not made and answer.json()["field"].startswith(type_))


async def _is_taken(trial: Trial, name: str) -> bool:
    """Say whether a business may send this type: empty content is then what is wrong with it."""
    type_, _, kind = name.partition(": ")
    answer = await trial.send(type=type_, **{type_: {"type": kind} if kind else {}})
    error = answer["error"]
    known_kind = "interactive.type" not in error["error_data"]["details"]
    return error["code"] != _UNKNOWN_TYPE and known_kind


async def _answers(trial: Trial, name: str) -> bool:
    method, _, path = name.partition(" (")[0].partition(" ")
    path = path.format_map(await _things(trial))
    url = path if path.startswith("http") else "/v23.0" + path
    answer = await trial.http.request(method, url)
    if answer.is_success:
        return True
    if answer.headers["content-type"].startswith("text/"):
        return False
    error = answer.json()["error"]
    absent = (error["code"], error.get("error_subcode")) == _ABSENT_NODE
    return not absent and error["code"] != _ABSENT_EDGE


async def _passes_on(trial: Trial, name: str) -> bool:
    """Say whether there is such an address for whoever shows a number's key."""
    method, _, path = name.partition(" ")
    url = path.format_map(await _things(trial))
    key = {DIALOG360_KEY: api_key_of(trial.platform.config, NUMBER)}
    answer = await trial.http.request(method, url, headers=key)
    return answer.status_code != httpx.codes.NOT_FOUND


async def _things(trial: Trial) -> dict[str, str]:
    """Return an id of everything that an address may name; what can be removed is made anew."""
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    files = {"file": ("a.png", b"picture", "image/png")}
    given = await trial.http.post(f"/v23.0/{NUMBER}/media", data=form, files=files)
    media = given.json()["id"]
    named = {"file_name": "a.png", "file_length": "1", "file_type": "image/png"}
    opened = await trial.http.post(f"/v23.0/{APP}/uploads", params=named)
    described = await trial.http.get(f"/v23.0/{media}")
    template = next(iter(trial.platform.world.templates.values()))
    return {
        "number": NUMBER,
        "account": ACCOUNT,
        "app": APP,
        "media": media,
        "file": described.json()["url"],
        "session": opened.json()["id"],
        "template": template.id,
        "name": template.name,
    }
