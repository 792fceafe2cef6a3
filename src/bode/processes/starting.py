"""What every process does first: read the settings, set up logs, find the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bode.settings.environment import Environment, Mode, load, load_place

from . import secrets
from .database import database
from .leash import end_in_order, hold_on
from .logs import set_up_logs


@contextmanager
def started(process: str) -> Iterator[Environment]:
    """Run a process of Bode inside this: Django is ready, and the database has an address.

    Raises `SettingWrong` or `CannotStart`, each with a sentence for an operator.
    """
    hold_on()
    end_in_order()
    environment = load(os.environ)
    set_up_logs(process, environment.mode)
    with database(environment.database_url, environment.data_dir, _log_notice) as found:
        set_up_django(found.url)
        yield environment


@contextmanager
def started_beside_demo(process: str) -> Iterator[Environment]:
    """As `started`, for an operator's command: in a demo's data folder it needs no settings."""
    mode = os.environ.get("BODE_MODE", Mode.DEMO)
    kept = load_place({**os.environ, "BODE_MODE": mode}).data_dir / secrets.FILE
    if mode == Mode.DEMO and kept.exists() and not os.environ.get("BODE_SECRET_KEY"):
        os.environ.update({"BODE_MODE": Mode.DEMO, **secrets.keep_in(kept)})
    with started(process) as environment:
        yield environment


def set_up_django(database_url: str) -> None:
    """Make Django ready to work with this database."""
    os.environ["BODE_DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "bode.settings.django"
    import django

    django.setup()


def _log_notice(notice: str) -> None:
    structlog.get_logger(__name__).warning("database.elsewhere", notice=notice)
