"""Writing the pages into the data folder: at each change, and now and then.

Now and then, because a message that was of now becomes one of before without anyone doing
something, and because each host serves what lies on its own disk.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Event
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections, transaction

from bode.basics import is_drill_id
from bode.broadcasts.models import Broadcast
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope

from .rendering import render_list, render_municipality
from .telling import PURPOSE, list_messages

EVERY = 30.0  # seconds
_log = structlog.get_logger(__name__)


def publish_after_commit(broadcast: Broadcast) -> None:
    """Once this transaction is there, let the public read what became of a crisis message.

    A page that can't be written is told, and keeps nothing from being sent. Of a drill the public
    reads nothing.
    """
    if broadcast.purpose == PURPOSE and not is_drill_id(broadcast.municipality_id):
        transaction.on_commit(partial(publish, broadcast.municipality_id), robust=True)


def publish(municipality_id: UUID) -> None:
    """Write the pages of a municipality as it stands now."""
    municipality = Organisation.objects.get(id=municipality_id)
    with _alone() as folder, scope(municipality_id):
        for path, text in render_municipality(municipality, list_messages()):
            _write(folder / path, text)


def publish_all() -> None:
    """Write the pages of every municipality that has a number, and the list of them."""
    with every_tenant("the pages of all municipalities are public"):
        having = PhoneNumber.objects.values("municipality_id")
        municipalities = list(Organisation.objects.filter(id__in=having).order_by("name"))
    for each in municipalities:
        try:
            publish(each.id)
        except (DatabaseError, InterfaceError):
            raise
        except Exception:  # noqa: BLE001 - what is amiss with one must not keep the others' back
            _log.exception("crisis_pages.not_written", municipality=each.code)
    with _alone() as folder:
        for path, text in render_list(municipalities):
            _write(folder / path, text)


def publish_until(stopping: Event) -> None:
    """Write them again and again, in this thread; without the database they stay as they are."""
    while not stopping.is_set():
        try:
            publish_all()
        except (DatabaseError, InterfaceError, OSError) as lost:
            _log.warning("crisis_pages.not_written", error=type(lost).__name__)
        connections.close_all()
        stopping.wait(EVERY)


@contextmanager
def _alone() -> Iterator[Path]:
    """The folder, for one writer: what is read after it has its turn, is the latest."""
    folder: Path = settings.CRISIS_PAGES
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _write(path: Path, text: str) -> None:
    """A file is whole at any moment, and stays as it is where nothing changed."""
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, suffix=".begun", delete=False) as begun:
        begun.write(text)
    Path(begun.name).replace(path)
