"""How fast a broadcast starts, how steadily it goes, and what a crisis does amid another.

A worker of Bode sends to the platform with a canned answer, which counts what comes when.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import uvloop

from .canned import SECOND, rate_of, read_came
from .celery_queue import CELERY, NO_REDIS, find_redis, measure_celery
from .dispatch import find, measure_bare, measure_pywa, megabytes, platform, worker
from .load import put_load
from .table import Row, row, unmeasured
from .webhooks import BODY, free_port, running
from .world import APP_SECRET, EMPTY, PROVIDER, world

RECIPIENTS = 100_000
RATE = 1000  # messages a second: the platform's highest
NUMBERS = 20
MANY = f"broadcasts through {NUMBERS} numbers at once, to {RECIPIENTS:,} together"
BARE = "the bare HTTP client in a loop (beside broadcasts)"
PYWA = "pywa_async's send_message (beside broadcasts)"
LONGEST_SECONDS = 180.0
STEADY_SECONDS = 15
_TEMPLATE: dict[str, Any] = {
    "name": "crisis_melding",
    "language": {"code": "nl"},
    "components": [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": name, "text": f"het {name}"}
                for name in ("wat", "waar", "doe")
            ],
        }
    ],
}

ASKED = """
TRUNCATE broadcasts_broadcast, conversations_consent CASCADE;
INSERT INTO conversations_consent (id, municipality_id, address, purpose, wording, source, given_at)
SELECT uuidv7(), municipality_id, '316' || to_char(n, 'FM00000000'), purpose, 'Ja, graag.',
       'formulier', now()
FROM licensing_phonenumber, unnest(ARRAY['crisis_response', 'permits']) AS purpose,
     generate_series(1, {recipients}) AS n;
WITH known AS (
  INSERT INTO conversations_contact (id, municipality_id, name, username)
  SELECT uuidv7(), municipality_id, '', '' FROM licensing_phonenumber,
    generate_series(1, {recipients})
  RETURNING id, municipality_id)
INSERT INTO conversations_contactidentity (id, municipality_id, contact_id, kind, value)
SELECT uuidv7(), municipality_id, id, 'phone', '316' || to_char(
  row_number() OVER (PARTITION BY municipality_id), 'FM00000000')
FROM known;
ANALYZE conversations_consent;
ANALYZE conversations_contact;
ANALYZE conversations_contactidentity;
"""
"""Citizens who asked for both by writing to the municipality, as it asks them to."""


# By the first in their order: to look through all of them would take what is measured.
FIRST_HANDED = """
SELECT FROM (SELECT message_id FROM broadcasts_recipient WHERE broadcast_id = '{broadcast}'
             ORDER BY address LIMIT 20) AS first
JOIN conversations_message AS message ON message.id = first.message_id WHERE true
"""


def measure_apart(rounds: int) -> list[Row]:
    """The rows of the table, measured in a process and a database of their own."""
    with tempfile.NamedTemporaryFile() as told:
        command = [sys.executable, "-m", "bench.broadcasts", str(rounds), told.name]
        subprocess.run(command, check=True)
        return [Row(**each) for each in orjson.loads(Path(told.name).read_bytes())]


def measure(rounds: int, graph_url: str) -> list[Row]:
    """The rows of the table; inside `world(graph_url)` and `platform()`."""
    runs: dict[str, list[float]] = {
        "made": [],
        "first": [],
        "slowest": [],
        "fastest": [],
        "first_amid": [],
        "lost": [],
        "last": [],
        "webhooks": [],
        "p99": [],
        "beside": [],
    }
    _make_templates()
    with worker():
        for _ in range(rounds):
            _measure_once(graph_url, runs)
            _measure_beside_webhooks(graph_url, runs)
    return [
        *_rows_of_many(rounds, graph_url),
        row(f"broadcast: {RECIPIENTS:,} recipients queued", "s", runs["made"]),
        row("broadcast: from pressing send to the first message", "s", runs["first"]),
        row("broadcast: the slowest second on the way", "messages/s", runs["slowest"]),
        row("broadcast: the fastest second on the way", "messages/s", runs["fastest"]),
        row("a crisis amid it: from pressing send to the first message", "s", runs["first_amid"]),
        row("a crisis amid it: what the rate loses meanwhile", "share", runs["lost"]),
        row("broadcasts: from pressing stop to the last message", "s", runs["last"]),
        row("webhooks stored while a broadcast runs", "webhooks/s", runs["webhooks"]),
        row("webhooks stored while a broadcast runs: p99", "ms", runs["p99"]),
        row("the broadcast meanwhile", "messages/s", runs["beside"]),
    ]


def _rows_of_many(rounds: int, graph_url: str) -> list[Row]:
    runs: dict[str, list[float]] = {MANY: [], BARE: [], PYWA: [], CELERY: [], "memory": []}
    redis = find_redis()
    _make_others()
    with worker() as process:
        for _ in range(rounds):
            runs[MANY].append(_measure_many(graph_url))
            runs["memory"].append(megabytes(process.pid))
            process.send_signal(signal.SIGSTOP)  # while the others are measured
            runs[BARE].append(uvloop.run(measure_bare(graph_url)))
            runs[PYWA].append(uvloop.run(measure_pywa(graph_url)))
            if redis:
                runs[CELERY].append(measure_celery(redis, graph_url))
            process.send_signal(signal.SIGCONT)
    beside_celery = (
        [
            row(f"{MANY} (beside Celery)", "messages/s", runs[MANY], CELERY, runs[CELERY]),
            row(CELERY, "messages/s", runs[CELERY]),
        ]
        if redis
        else [unmeasured(CELERY, NO_REDIS)]
    )
    return [
        row(MANY, "messages/s", runs[MANY], BARE, runs[BARE]),
        row(BARE, "messages/s", runs[BARE]),
        row(f"{MANY} (beside pywa)", "messages/s", runs[MANY], PYWA, runs[PYWA]),
        row(PYWA, "messages/s", runs[PYWA]),
        *beside_celery,
        row(f"{MANY}: memory of the worker", "MB", runs["memory"]),
    ]


def _measure_once(graph_url: str, runs: dict[str, list[float]]) -> None:
    _run(f"{EMPTY}{ASKED.format(recipients=RECIPIENTS)}")
    read_came(graph_url)
    began = time.perf_counter()
    notice = _approved("permits")
    runs["made"].append(time.perf_counter() - began)
    runs["first"].append(_first_after(graph_url, lambda: _start(notice)))
    time.sleep(STEADY_SECONDS)
    before = read_came(graph_url)
    crisis = _approved("crisis_response")
    time.sleep(2)
    read_came(graph_url)
    _first_of_crisis(crisis, runs)
    time.sleep(STEADY_SECONDS)
    amid = read_came(graph_url)
    runs["last"].append(_last_after(graph_url, lambda: [_stop(each) for each in (notice, crisis)]))
    seconds, meanwhile = _each_second(before), _each_second(amid)
    runs["slowest"].append(min(seconds))
    runs["fastest"].append(max(seconds + meanwhile))
    usual = sum(seconds) / len(seconds)
    runs["lost"].append(max(0.0, 1 - sum(meanwhile) / len(meanwhile) / usual))


def _measure_beside_webhooks(graph_url: str, runs: dict[str, list[float]]) -> None:
    """Three webhooks come for each message that goes."""
    _run(f"{EMPTY}{ASKED.format(recipients=RECIPIENTS)}")
    port = free_port()
    url = f"http://127.0.0.1:{port}/webhooks/whatsapp/{PROVIDER}"
    with running(["-m", "bode.cli", "web"], port, url):
        notice = _approved("permits")
        _start(notice)
        time.sleep(3)
        read_came(graph_url)
        load = put_load(url, BODY, APP_SECRET, STEADY_SECONDS, per_second=3 * RATE)
        seconds = _each_second(read_came(graph_url))
        _stop(notice)
    runs["webhooks"].append(load.per_second)
    runs["p99"].append(load.p99)
    runs["beside"].append(sum(seconds) / len(seconds))


def _measure_many(graph_url: str) -> float:
    """Messages a second, from the first to the last that the platform has of all numbers."""
    _run(f"{EMPTY}{ASKED.format(recipients=RECIPIENTS // NUMBERS)}")
    made = [_approved("permits", number) for number in _numbers()]
    read_came(graph_url)
    for each in made:
        _start(each)
    _until(
        lambda: find("SELECT count(*) FROM broadcasts_broadcast WHERE status = 'done'") == NUMBERS,
        every=0.2,  # as little beside what is measured as may be
    )
    came = read_came(graph_url)
    total = sum(count for _, count in came)
    assert total == RECIPIENTS, total
    return rate_of(came)


def _first_of_crisis(crisis: UUID, runs: dict[str, list[float]]) -> None:
    began = time.perf_counter()
    _start(crisis)
    handed = FIRST_HANDED.format(broadcast=crisis)
    _until(lambda: find(f"SELECT EXISTS ({handed} AND wamid IS NOT NULL)"))
    runs["first_amid"].append(time.perf_counter() - began)


def _first_after(graph_url: str, press: Callable[[], None]) -> float:
    """Seconds until the platform has the first message."""
    pressed = time.time()
    press()
    _until(lambda: bool(find("SELECT EXISTS (SELECT FROM outbox_sending)")))
    time.sleep(1)
    came = read_came(graph_url)
    return came[0][0] / SECOND - pressed


def _last_after(graph_url: str, press: Callable[[], object]) -> float:
    """Seconds until the platform has the last message."""
    pressed = time.time()
    press()
    time.sleep(5)
    came = read_came(graph_url)
    return max(came[-1][0] / SECOND - pressed, 0.0) if came else 0.0


def _each_second(came: list[tuple[int, int]]) -> list[int]:
    """How many came in each second that lies within, whenever it begins."""
    counts = dict(came)
    first, last = came[0][0], came[-1][0]
    window = sum(counts.get(first + each, 0) for each in range(SECOND))
    found = [window]
    for start in range(first, last - SECOND):
        window += counts.get(start + SECOND, 0) - counts.get(start, 0)
        found.append(window)
    return found


def _until(holds: Callable[[], bool], *, every: float = 0.01) -> None:
    until = time.perf_counter() + LONGEST_SECONDS
    while not holds():
        assert time.perf_counter() < until, "it did not come that far"
        time.sleep(every)


def _run(statements: str) -> None:
    from django.db import connection

    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"), connection.cursor() as cursor:
        cursor.execute(statements)


def _make_templates() -> None:
    from bode.basics import now
    from bode.licensing.models import PhoneNumber
    from bode.licensing.platform_templates import store_templates
    from bode.organisations.tenancy import every_tenant
    from bode.whatsapp import TemplateShape

    text = "Let op: {{wat}} in {{waar}}. Doe dit: {{doe}} nu."
    shape = TemplateShape(
        id="7009",
        name="crisis_melding",
        language="nl",
        category="UTILITY",
        status="APPROVED",
        parameter_format="NAMED",
        components=[{"type": "BODY", "text": text}],
    )
    with every_tenant("the benchmark's world"):
        PhoneNumber.objects.update(messages_per_second=RATE)
        store_templates(PhoneNumber.objects.get(), [shape], now())


def _numbers() -> list[Any]:
    from bode.licensing.models import PhoneNumber
    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        return list(PhoneNumber.objects.order_by("id"))


def _make_others() -> None:
    """More numbers, of as many municipalities, that may do what the first may."""
    from bode.basics import now
    from bode.licensing.models import Application, Licence, PhoneNumber, Template
    from bode.licensing.platform_templates import store_templates
    from bode.licensing.queries import template_shape
    from bode.organisations.models import Organisation
    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        first = PhoneNumber.objects.select_related("licence").get()
        shape = template_shape(Template.objects.filter(name="crisis_melding").first())  # type: ignore[arg-type]
        for each in range(1, NUMBERS):
            municipality = Organisation.objects.create(
                kind="municipality", code=f"GM98{each:02}", name=f"Proefdorp {each}"
            )
            parties = {"municipality": municipality, "provider_id": first.provider_id}
            application = Application.objects.create(**parties, route="bsp", status="approved")
            licence = Licence.objects.create(
                **parties,
                application=application,
                purposes=first.licence.purposes,
                status="active",
                valid_from=now(),
            )
            number = PhoneNumber.objects.create(
                **parties,
                licence=licence,
                platform_id=f"3000000000010{each:02}",
                account_id=f"4000000000010{each:02}",
                display_number=f"+318500001{each:02}",
                access_token="simulator-token",
                messages_per_second=RATE,
            )
            store_templates(number, [shape], now())


def _approved(purpose: str, number: Any = None) -> UUID:
    """A broadcast to everyone who asked for it, that may be started."""
    from bode.broadcasts import actions
    from bode.broadcasts.audiences import Audience
    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        new = actions.NewBroadcast(
            name="Proef",
            purpose=purpose,
            template=_TEMPLATE,
            audience=Audience(subscribed_to=purpose),
        )
        made = actions.make(_actor("broadcasts", number), new)
        actions.request_approval(_actor("broadcasts", number), made.id)
        actions.approve(_actor("approval", number), made.id)
    return made.id


def _start(broadcast_id: UUID) -> None:
    from bode.broadcasts import actions
    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        actions.start(_actor("broadcasts"), broadcast_id)


def _stop(broadcast_id: UUID) -> None:
    from bode.broadcasts import actions
    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        actions.stop(_actor("broadcasts"), broadcast_id)


def _actor(scope: str, number: Any = None) -> Any:
    from bode.basics import new_id
    from bode.licensing.models import PhoneNumber
    from bode.organisations.actors import Actor
    from bode.organisations.models import OrganisationKind

    return Actor(
        organisation_id=(number or PhoneNumber.objects.earliest("id")).municipality_id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Proef",
        token_id=new_id(),
        maker_id=new_id(),  # each time someone else
        scopes=frozenset({scope}),
    )


if __name__ == "__main__":
    with platform() as address, world(address):
        found = measure(int(sys.argv[1]), address)
    Path(sys.argv[2]).write_bytes(orjson.dumps([asdict(each) for each in found]))
