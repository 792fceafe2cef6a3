"""What every process does first: read the settings, set up logs, find the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bode.settings.environment import Environment, load

from .database import database
from .leash import hold_on
from .logs import set_up_logs


@contextmanager
def started(process: str) -> Iterator[Environment]:
    """Run a process of Bode inside this: Django is ready, and the database has an address.

    Raises `SettingWrong` or `CannotStart`, each with a sentence for an operator.
    """
    hold_on()
    environment = load(os.environ)
    set_up_logs(process, environment.mode)
    with database(environment.database_url, environment.data_dir, _log_notice) as url:
        set_up_django(url)
        yield environment


def set_up_django(database_url: str) -> None:
    """Make Django ready to work with this database."""
    os.environ["BODE_DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "bode.settings.django"
    import django

    django.setup()


def _log_notice(notice: str) -> None:
    structlog.get_logger(__name__).warning("database elsewhere", notice=notice)
